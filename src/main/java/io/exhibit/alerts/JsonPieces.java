package io.exhibit.alerts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts bytes into the JSON objects they are made of (one object, an array, NDJSON), by brackets and quotes only: a broken object
 * ends where the next one clearly begins, so it does not take its neighbours with it. One piece is held in memory at a time.
 */
final class JsonPieces {

    /** How a piece ended. */
    enum End {
        WHOLE,
        BROKEN,
        CUT_OFF,
        TOO_LARGE,
        NOT_JSON
    }

    /** The bytes of one object, valid until the next call, and the line it begins on. */
    record Piece(ByteBuffer bytes, int line, End end) {}

    private static final int DEEPEST = 64;

    private final InputStream in;
    private final int largest;
    private final byte[] buffer = new byte[1 << 14];
    private int at;
    private int filled;
    private int line = 1;
    private int arrays;

    private byte[] piece = new byte[1 << 12];
    private int length;
    private boolean tooLarge;

    JsonPieces(InputStream in, int largest) throws IOException, BadEvent {
        this.in = in;
        this.largest = largest;
        begin();
    }

    /** The next object, or null when the bytes are used up. */
    @Nullable
    Piece next() throws IOException, BadEvent {
        while (true) {
            int next = read();
            switch (next) {
                case -1 -> {
                    return unclosedArray();
                }
                case ' ', '\t', '\r', '\n', ',' -> {}
                case '[' -> openArray();
                case ']' -> arrays = Math.max(arrays - 1, 0);
                case '{' -> {
                    return object(next, true);
                }
                default -> {
                    return object(next, false);
                }
            }
        }
    }

    private void openArray() throws BadEvent {
        arrays++;
        if (arrays > DEEPEST) {
            throw new BadEvent("too-deep", "More than " + DEEPEST + " arrays are nested in each other.");
        }
    }

    private @Nullable Piece unclosedArray() {
        if (arrays == 0) {
            return null;
        }
        arrays = 0;
        return new Piece(ByteBuffer.allocate(0), line, End.CUT_OFF);
    }

    private Piece object(int opening, boolean json) throws IOException {
        int start = line;
        length = 0;
        tooLarge = false;
        keep(opening);
        End end = json ? scan() : skip(opening);
        return new Piece(ByteBuffer.wrap(piece, 0, length), start, tooLarge ? End.TOO_LARGE : end);
    }

    private End scan() throws IOException {
        Nesting nesting = new Nesting();
        while (true) {
            int next = read();
            if (next == -1) {
                arrays = 0;
                return End.CUT_OFF;
            }
            if (next == '{' && !nesting.allowsObject()) {
                at--;
                return End.BROKEN;
            }
            keep(next);
            if (next == '"' && !string()) {
                return filled < 0 ? End.CUT_OFF : End.BROKEN;
            }
            if (nesting.after(next) == 0) {
                return End.WHOLE;
            }
        }
    }

    /** Which brackets are open: where JSON allows no object, one that begins there shows that the last one has lost its end. */
    private static final class Nesting {

        private int depth = 1;
        private long inArray;
        private int last = '{';

        boolean allowsObject() {
            return last == ':' || last == '[' || (last == ',' && (depth >= DEEPEST || (inArray & 1) == 1));
        }

        int after(int next) {
            if (next == '{' || next == '[') {
                depth++;
                inArray = (inArray << 1) | (next == '[' ? 1 : 0);
            } else if (next == '}' || next == ']') {
                depth--;
                inArray >>>= 1;
            }
            last = next <= ' ' ? last : next;
            return depth;
        }
    }

    /** Goes to the end of a string; false when it has none: JSON has no line breaks in strings. */
    private boolean string() throws IOException {
        boolean escaped = false;
        while (true) {
            int next = read();
            if (next == -1 || next == '\n') {
                return false;
            }
            keep(next);
            if (!escaped && next == '"') {
                return true;
            }
            escaped = !escaped && next == '\\';
        }
    }

    /** Text that is no object, to the end of its line or to what follows it; an object that lost its first bracket is skipped whole. */
    private End skip(int opening) throws IOException {
        boolean quotes = opening == '"';
        boolean over = quotes && !string();
        int braces = 1;
        int brackets = 1;
        while (!over) {
            int next = read();
            if (next == -1) {
                return End.NOT_JSON;
            }
            if ((next == '{' && !quotes) || (next == ']' && brackets == 1)) {
                at--;
                return End.NOT_JSON;
            }
            keep(next);
            quotes |= next == '"';
            braces += next == '{' ? 1 : next == '}' ? -1 : 0;
            brackets += next == '[' ? 1 : next == ']' ? -1 : 0;
            over = next == '\n' || braces == 0 || (next == '"' && !string());
        }
        return End.NOT_JSON;
    }

    private void keep(int next) {
        if (length == largest) {
            tooLarge = true;
            return;
        }
        if (length == piece.length) {
            piece = Arrays.copyOf(piece, Math.min(piece.length * 2, largest));
        }
        piece[length++] = (byte) next;
    }

    private void begin() throws IOException, BadEvent {
        filled = Math.max(in.readNBytes(buffer, 0, buffer.length), 0);
        if (filled >= 2 && (utf16(buffer[0], buffer[1]) || buffer[0] == 0 || buffer[1] == 0)) {
            throw new BadEvent("bad-utf8", "The text is not UTF-8: it looks like UTF-16 or UTF-32.");
        }
        if (filled >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF) {
            at = 3;
        }
    }

    private static boolean utf16(byte first, byte second) {
        return (first == (byte) 0xFE && second == (byte) 0xFF) || (first == (byte) 0xFF && second == (byte) 0xFE);
    }

    private int read() throws IOException {
        if (at >= filled) {
            filled = filled < 0 ? -1 : in.read(buffer);
            at = 0;
            if (filled <= 0) {
                filled = -1;
                return -1;
            }
        }
        int next = buffer[at++] & 0xFF;
        if (next == '\n') {
            line++;
        }
        return next;
    }
}
