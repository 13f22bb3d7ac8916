package io.exhibit.packs;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** Damage without a plan: bits turned, bytes left out, put in, doubled, exchanged, cut off, appended. */
final class Mutation {

    private Mutation() {}

    /** Never the same bytes. */
    static byte[] of(byte[] sound, Random random) {
        byte[] damaged = sound;
        while (Arrays.equals(damaged, sound)) {
            int at = random.nextInt(Math.max(1, sound.length));
            int end = Math.min(sound.length, at + 1 + random.nextInt(40));
            byte[] noise = new byte[1 + random.nextInt(20)];
            random.nextBytes(noise);
            damaged = switch (sound.length == 0 ? 6 : random.nextInt(7)) {
                case 0 -> turned(sound, at, random.nextInt(8));
                case 1 -> joined(head(sound, at), tail(sound, end));
                case 2 -> joined(head(sound, at), noise, tail(sound, at));
                case 3 -> joined(head(sound, end), tail(sound, at));
                case 4 -> joined(head(sound, at), tail(sound, end), Arrays.copyOfRange(sound, at, end));
                case 5 -> head(sound, at);
                default -> joined(sound, noise);
            };
        }
        return damaged;
    }

    private static byte[] turned(byte[] sound, int at, int bit) {
        byte[] turned = sound.clone();
        turned[at] ^= (byte) (1 << bit);
        return turned;
    }

    private static byte[] head(byte[] bytes, int end) {
        return Arrays.copyOf(bytes, end);
    }

    private static byte[] tail(byte[] bytes, int start) {
        return Arrays.copyOfRange(bytes, start, bytes.length);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
