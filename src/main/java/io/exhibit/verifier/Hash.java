package io.exhibit.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256, and trees of it as RFC 6962 has them. */
final class Hash {

    private Hash() {}

    static byte[] of(byte[]... parts) {
        MessageDigest digest = digest();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    static String ofFile(Path file) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static byte[] leaf(byte[] leaf) {
        return of(new byte[] {0}, leaf);
    }

    static byte[] node(byte[] left, byte[] right) {
        return of(new byte[] {1}, left, right);
    }

    /** The root of a tree from the roots of its complete subtrees, the largest first. */
    static byte[] root(List<byte[]> peaks) {
        byte[] root = peaks.getLast();
        for (int i = peaks.size() - 2; i >= 0; i--) {
            root = node(peaks.get(i), root);
        }
        return root;
    }

    /** The root that a path leads to from a leaf's hash at its place in a tree of that size (RFC 6962, 2.1.1). */
    static byte[] climb(byte[] leafHash, long place, long size, List<byte[]> path) throws Unsound {
        byte[] node = leafHash;
        long index = place;
        long last = size - 1;
        for (byte[] sibling : path) {
            Unsound.unless(last > 0, "a path is longer than its tree is high");
            if ((index & 1) == 1 || index == last) {
                node = node(sibling, node);
                int up = Math.max(0, Long.numberOfTrailingZeros(index));
                index >>= up;
                last >>= up;
            } else {
                node = node(node, sibling);
            }
            index >>= 1;
            last >>= 1;
        }
        Unsound.unless(last == 0, "a path is shorter than its tree is high");
        return node;
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256", missing);
        }
    }
}
