package io.exhibit.verifier;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
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

    static byte[] leaf(String leaf) {
        return leaf(leaf.getBytes(StandardCharsets.ISO_8859_1));
    }

    static byte[] leaf(byte[] leaf) {
        return of(new byte[] {0}, leaf);
    }

    static byte[] node(byte[] left, byte[] right) {
        return of(new byte[] {1}, left, right);
    }

    /** The root of a tree from the roots of its complete subtrees, the largest first. */
    static byte[] root(List<byte[]> peaks) {
        byte[] root = peaks.get(peaks.size() - 1);
        for (int i = peaks.size() - 2; i >= 0; i--) {
            root = node(peaks.get(i), root);
        }
        return root;
    }

    /** Whether a path leads from a leaf's hash at its place in a tree of that size to the root (RFC 6962, 2.1.1). */
    static boolean leads(byte[] leafHash, long place, long size, List<byte[]> path, byte[] root) {
        byte[] node = leafHash;
        long index = place;
        long last = size - 1;
        for (byte[] sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((index & 1) == 1 || index == last) {
                node = node(sibling, node);
                int up = Long.numberOfTrailingZeros(index);
                index >>= up;
                last >>= up;
            } else {
                node = node(node, sibling);
            }
            index >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(node, root);
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256", missing);
        }
    }
}
