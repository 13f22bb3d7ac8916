package io.exhibit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The string literals of a Java source; those joined by a plus are one. */
final class JavaStrings {

    private static final Pattern TOKEN = Pattern.compile(
            "\"\"\"(?<block>(?:[^\"\\\\]++|\\\\.|\"(?!\"\"))*+)\"\"\"|\"(?<line>(?:[^\"\\\\\\n]++|\\\\.)*+)\""
                    + "|'(?:[^'\\\\]|\\\\.)+'|//[^\\n]*|/\\*.*?\\*/|(?<other>[^\\s\"'/]+|/)",
            Pattern.DOTALL);

    private JavaStrings() {}

    /** A text, and whether other expressions are joined to it, so that not all of it is known. */
    record Literal(String text, boolean partial) {}

    static List<Literal> in(String source) {
        List<Literal> found = new ArrayList<>();
        boolean joined = false;
        boolean adjacent = false;
        Matcher token = TOKEN.matcher(source);
        while (token.find()) {
            String literal = token.group("block") == null ? token.group("line") : token.group("block");
            String other = token.group("other");
            if (literal != null) {
                Literal before = joined && adjacent ? found.removeLast() : new Literal("", joined);
                found.add(new Literal(before.text() + literal, before.partial()));
                adjacent = true;
                joined = false;
            } else if (other != null) {
                if (joined && adjacent) {
                    found.add(new Literal(found.removeLast().text(), true));
                }
                adjacent = adjacent && other.equals("+");
                joined = other.equals("+");
            }
        }
        return found;
    }
}
