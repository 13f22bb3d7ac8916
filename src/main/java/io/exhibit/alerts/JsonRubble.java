package io.exhibit.alerts;

/** Text between objects: how far it goes. What has quotes may be an object that lost its first bracket, and is skipped to its last. */
final class JsonRubble {

    private boolean quotes;
    private int braces = 1;
    private int brackets = 1;

    /** Whether the next byte belongs to what follows: an object, or the end of the array around. */
    boolean endsBefore(int next) {
        return (next == '{' && !quotes) || (next == ']' && brackets == 1);
    }

    /** Takes a byte; answers whether the text is over with it. */
    boolean endsWith(int next) {
        switch (next) {
            case '"' -> quotes = true;
            case '{' -> braces++;
            case '}' -> braces--;
            case '[' -> brackets++;
            case ']' -> brackets--;
            default -> {}
        }
        return next == '\n' || braces == 0;
    }
}
