package io.exhibit.alerts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
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
        if (arrays > JsonNesting.DEEPEST) {
            throw new BadEvent("too-deep", "More than " + JsonNesting.DEEPEST + " arrays are nested in each other.");
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
        store(opening);
        End end = json ? scan() : skip(opening);
        return new Piece(ByteBuffer.wrap(piece, 0, length), start, tooLarge ? End.TOO_LARGE : end);
    }

    private End scan() throws IOException {
        JsonNesting nesting = new JsonNesting();
        for (int next = read(); next != -1; next = read()) {
            if (next == '{' && !nesting.allowsObject()) {
                at--;
                return End.BROKEN;
            }
            if (!keep(next)) {
                return filled < 0 ? cutOff() : End.BROKEN;
            }
            if (nesting.after(next) == 0) {
                return End.WHOLE;
            }
        }
        return cutOff();
    }

    /** One end is enough to tell: an array around it has lost its end too. */
    private End cutOff() {
        arrays = 0;
        return End.CUT_OFF;
    }

    /** Goes to the end of a string; false when it has none: JSON has no line breaks in strings. */
    private boolean string() throws IOException {
        boolean escaped = false;
        while (true) {
            int next = read();
            if (next == -1 || next == '\n') {
                return false;
            }
            store(next);
            if (!escaped && next == '"') {
                return true;
            }
            escaped = !escaped && next == '\\';
        }
    }

    private End skip(int opening) throws IOException {
        JsonRubble rubble = new JsonRubble();
        boolean over = rubble.endsWith(opening) || (opening == '"' && !string());
        while (!over) {
            int next = read();
            if (rubble.endsBefore(next)) {
                at--;
                break;
            }
            over = next == -1 || !keep(next) || rubble.endsWith(next);
        }
        return End.NOT_JSON;
    }

    /** Keeps a byte, and when it opens a string, that string; false when the string has no end. */
    private boolean keep(int next) throws IOException {
        store(next);
        return next != '"' || string();
    }

    private void store(int next) {
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
        filled = in.readNBytes(buffer, 0, buffer.length);
        String start = HexFormat.of().formatHex(buffer, 0, Math.min(filled, 3));
        if (start.matches("feff.*|fffe.*|00.*|..00.*")) {
            throw new BadEvent("bad-utf8", "The text is not UTF-8: it looks like UTF-16 or UTF-32.");
        }
        at = start.equals("efbbbf") ? 3 : 0;
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
