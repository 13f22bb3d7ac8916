package io.exhibit.verifier;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the line of an entry commits to: its detail and, in version 2, the root over its items, of which there are so many. */
record Leaf(long index, String detail, String items, int count) {

    private static final Pattern LINE = Pattern.compile(
            "\\{\"by\":\"[^\"\\n]*\",\"c\":\"([0-9a-f]{64})\",\"i\":(0|[1-9][0-9]{0,17}),\"k\":\"[^\"\\n]*\",(?:\"m\":\"([0-9a-f]{64})\",)?"
                    + "\"n\":([0-9]{1,9}),\"sz\":[0-9]{1,18},\"t\":\"[^\"\\n]*\",\"v\":([12])\\}");

    static Leaf read(String line, String otherwise) throws Unsound {
        Matcher leaf = LINE.matcher(line);
        boolean known = leaf.matches() && leaf.group(5).equals(leaf.group(3) == null ? "1" : "2");
        Unsound.unless(known, otherwise);
        String items = leaf.group(3) == null ? "" : leaf.group(3);
        return new Leaf(Long.parseLong(leaf.group(2)), leaf.group(1), items, Integer.parseInt(leaf.group(4)));
    }

    /** Version 2: what the entry consists of can be shown piece by piece. */
    boolean hasItems() {
        return !items.isEmpty();
    }
}
