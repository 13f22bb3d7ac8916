package io.exhibit.intake;

import io.exhibit.kernel.InvalidRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * The parameters of a request, by name, the first of each. Read from the address alone: asking the container for them would have it
 * read a body that curl by default declares to be a form.
 */
final class Query {

    private Query() {}

    static Map<String, String> of(HttpServletRequest request) {
        Map<String, String> values = new HashMap<>();
        String query =
                request.getQueryString() == null ? "" : request.getQueryString().replace("+", "%20");
        UriComponentsBuilder.newInstance()
                .query(query)
                .build()
                .getQueryParams()
                .forEach((name, given) ->
                        values.put(decoded(name), given.getFirst() == null ? "" : decoded(given.getFirst())));
        return values;
    }

    private static String decoded(String text) {
        try {
            return UriUtils.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new InvalidRequest("A parameter has a percent sign that begins no code: write it %25.");
        }
    }
}
