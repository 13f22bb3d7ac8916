package io.exhibit.findings;

import io.exhibit.kernel.InvalidRequest;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks an exception for: a kind, vulnerabilities by their ids, places, and the terms; statement: the VEX statement that it
 * is to honour, which narrows it to what that is about; relies: the control that is judged here and that it relies on.
 */
public record ExceptionRequest(
        String kind,
        String justification,
        List<String> vulnerabilities,
        List<ExceptionPlace> places,
        ExceptionTerms terms,
        @Nullable UUID statement,
        @Nullable Reliance relies) {

    static final int MOST = 100;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{2,99}");

    /** Without a statement of somebody else's, and on no control that is judged here. */
    public ExceptionRequest(
            String kind,
            String justification,
            List<String> vulnerabilities,
            List<ExceptionPlace> places,
            ExceptionTerms terms) {
        this(kind, justification, vulnerabilities, places, terms, null, null);
    }

    public ExceptionRequest {
        vulnerabilities = vulnerabilities.stream().distinct().sorted().toList();
        places = places.stream().distinct().toList();
        if (vulnerabilities.isEmpty() || places.isEmpty()) {
            throw new InvalidRequest("An exception names what it is about and where it holds; none is for everything.");
        }
        if (vulnerabilities.size() > MOST || places.size() > MOST) {
            throw new InvalidRequest("An exception is for at most " + MOST + " vulnerabilities and as many places.");
        }
        vulnerabilities.stream()
                .filter(id -> !ID.matcher(id).matches())
                .findFirst()
                .ifPresent(id -> {
                    throw new InvalidRequest("A vulnerability is named by its full id, such as CVE-2026-31022.");
                });
    }
}
