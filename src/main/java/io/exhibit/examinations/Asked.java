package io.exhibit.examinations;

import io.exhibit.kernel.Address;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpMethod;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

/** What an examiner asks for, or would by following a link: the address, its parameters, and what its pattern names in it. */
record Asked(HttpMethod method, String path, MultiValueMap<String, String> parameters, Map<String, String> names) {

    private static final List<String> TOLD_ONCE = List.of("scope", "asOf", "known", "from", "to");

    /** The parameters of a form are not looked at: what it is about stands in its address. */
    static Asked of(HttpServletRequest request) {
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        if (request.getMethod().equals("GET")) {
            request.getParameterMap().forEach((name, values) -> parameters.addAll(name, List.of(values)));
            // A token against forgery stands in no address.
            parameters.remove("_csrf");
        }
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return new Asked(HttpMethod.valueOf(request.getMethod()), path, parameters, Map.of());
    }

    /** A link within Exhibit. */
    static Asked link(String link) {
        UriComponents parts = UriComponentsBuilder.fromUriString(link).build();
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        parts.getQueryParams()
                .forEach((name, values) ->
                        values.forEach(value -> parameters.add(decoded(name), value == null ? "" : decoded(value))));
        return new Asked(HttpMethod.GET, String.valueOf(parts.getPath()), parameters, Map.of());
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }

    Asked naming(Map<String, String> found) {
        return new Asked(method, path, parameters, found);
    }

    /** Two values of one name: whoever answers might take the other. */
    boolean isAmbiguous() {
        return TOLD_ONCE.stream()
                .anyMatch(name -> parameters.getOrDefault(name, List.of()).size() > 1);
    }

    String one(String name) {
        return parameters.getOrDefault(name, List.of()).stream()
                .findFirst()
                .orElse("")
                .strip();
    }

    /** A day that was named; empty where none was, or where it is none. */
    Optional<LocalDate> day(String name) {
        try {
            return Optional.of(LocalDate.parse(one(name)));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    String name(String name) {
        return names.getOrDefault(name, "");
    }

    Optional<UUID> id() {
        return id("id");
    }

    Optional<UUID> id(String name) {
        try {
            return Optional.of(UUID.fromString(name(name)));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** The same address with what was left out. */
    String with(Map<String, String> more) {
        Address address = Address.of(path);
        for (Map.Entry<String, List<String>> entry : parameters.entrySet()) {
            for (String value : entry.getValue()) {
                address = address.with(entry.getKey(), value);
            }
        }
        for (Map.Entry<String, String> entry : more.entrySet()) {
            address = address.with(entry.getKey(), entry.getValue());
        }
        return address.text();
    }
}
