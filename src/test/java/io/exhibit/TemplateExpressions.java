package io.exhibit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/** Finds expressions in attributes that the expression language cannot read. */
final class TemplateExpressions {

    private static final Pattern EXPRESSION = Pattern.compile("[$*]\\{([^{}]*(?:\\{[^{}]*}[^{}]*)*)}");
    private static final SpelExpressionParser PARSER = new SpelExpressionParser();

    private TemplateExpressions() {}

    static List<String> mistakesIn(Map<String, String> attributes) {
        List<String> mistakes = new ArrayList<>();
        attributes.forEach((name, value) -> {
            if (name.startsWith("th:")) {
                check(value, mistakes);
            }
        });
        return mistakes;
    }

    private static void check(String value, List<String> mistakes) {
        String plain = value.replace("&amp;", "&")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"");
        Matcher expressions = EXPRESSION.matcher(plain);
        while (expressions.find()) {
            try {
                PARSER.parseExpression(expressions.group(1));
            } catch (ParseException e) {
                mistakes.add(plain + ": " + e.getMessage());
            }
        }
    }
}
