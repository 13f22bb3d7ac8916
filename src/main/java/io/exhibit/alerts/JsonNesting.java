package io.exhibit.alerts;

/** Which brackets of an object are open: where JSON allows no object, one that begins there shows that the last one has lost its end. */
final class JsonNesting {

    static final int DEEPEST = 64;

    private int depth = 1;
    private long inArray;
    private int last = '{';

    boolean allowsObject() {
        return switch (last) {
            case ':', '[' -> true;
            case ',' -> depth >= DEEPEST || (inArray & 1) == 1;
            default -> false;
        };
    }

    /** Takes the next byte outside of strings; answers how many brackets are open after it. */
    int after(int next) {
        switch (next) {
            case '{' -> open(0);
            case '[' -> open(1);
            case '}', ']' -> {
                depth--;
                inArray >>>= 1;
            }
            default -> {}
        }
        last = next <= ' ' ? last : next;
        return depth;
    }

    private void open(int array) {
        depth++;
        inArray = (inArray << 1) | array;
    }
}
