package io.exhibit.intake;

import java.io.IOException;
import java.io.InputStream;

/**
 * Passes on what is UTF-8 as RFC 3629 has it, and nothing else. The JSON parser takes more: overlong forms and halves of pairs, which
 * another reader of the same original would take for something else.
 */
final class StrictUtf8 extends Counted {

    private static final int FIRST = 0x80;
    private static final int LAST = 0xBF;

    /** Bytes that a character still lacks, and between what its next one has to be. */
    private int lacking;

    private int least = FIRST;
    private int most = LAST;

    StrictUtf8(InputStream in) {
        super(in);
    }

    /** There are bytes in it that are no text. */
    static final class NotUtf8 extends IOException {

        private static final long serialVersionUID = 1L;

        NotUtf8(long at) {
            super("The document is not UTF-8: its byte " + at + " belongs to no character.");
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        long before = count();
        int n = super.read(target, offset, length);
        if (n < 0 && lacking > 0) {
            throw new NotUtf8(before);
        }
        for (int at = offset; at < offset + n; at++) {
            if (target[at] < 0 || lacking > 0) {
                check(target[at] & 0xFF, before + at - offset);
            }
        }
        return n;
    }

    private void check(int octet, long at) throws NotUtf8 {
        if (lacking > 0) {
            if (octet < least || octet > most) {
                throw new NotUtf8(at);
            }
            lacking--;
            least = FIRST;
            most = LAST;
        } else if (octet >= 0xC2 && octet <= 0xF4) {
            begin(octet);
        } else {
            throw new NotUtf8(at);
        }
    }

    private void begin(int octet) {
        lacking = octet >= 0xF0 ? 3 : octet >= 0xE0 ? 2 : 1;
        switch (octet) {
            case 0xE0 -> least = 0xA0;
            case 0xED -> most = 0x9F;
            case 0xF0 -> least = 0x90;
            case 0xF4 -> most = 0x8F;
            default -> {}
        }
    }
}
