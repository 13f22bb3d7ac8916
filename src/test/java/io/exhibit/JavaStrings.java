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

    static List<String> in(String source) {
        List<String> found = new ArrayList<>();
        boolean joined = false;
        Matcher token = TOKEN.matcher(source);
        while (token.find()) {
            String literal = token.group("block") == null ? token.group("line") : token.group("block");
            if (literal == null) {
                joined = "+".equals(token.group("other"));
            } else if (joined && !found.isEmpty()) {
                found.add(found.removeLast() + literal);
            } else {
                found.add(literal);
            }
        }
        return found;
    }
}
