package io.exhibit.intake;

import io.exhibit.kernel.InvalidRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a caller wants to wait for interpretation: whole seconds, 0s to 60s. */
record Waiting(Duration longest) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,2})s?");
    static final int MOST = 60;

    static Waiting of(HttpServletRequest request) {
        return read(Query.of(request).getOrDefault("wait", "0s"));
    }

    boolean isLong() {
        return longest.isPositive();
    }

    static Waiting read(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > MOST) {
            throw new InvalidRequest("wait is written as seconds, from 0s to 60s.");
        }
        return new Waiting(Duration.ofSeconds(Integer.parseInt(matcher.group(1))));
    }
}
