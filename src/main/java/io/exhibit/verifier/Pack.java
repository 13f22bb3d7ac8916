package io.exhibit.verifier;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.regex.Pattern;

/** The files of a pack, unpacked or in the archive that was sealed. Whoever made it may mean harm: names are plain, sizes have limits. */
interface Pack extends Closeable {

    /** Relative, plain characters only, never up. */
    Pattern NAME = Pattern.compile("(?:(?!\\.{1,2}(?:/|$))[A-Za-z0-9._-]{1,200}(?:/(?!$)|$)){1,8}");

    /** What is held in memory whole: lists, checkpoints, details. */
    int WHOLE = 1 << 28;

    static Pack open(Path path) throws Unsound, IOException {
        return Files.isDirectory(path) ? PackFolder.open(path) : PackArchive.open(path);
    }

    /** In order. */
    SortedSet<String> names();

    /** Ends with {@link Unsound} when the bytes are not those that were put in, as far as that is known here. */
    void read(String name, Part to) throws Unsound;

    /** What is told of the bytes of a file, in order. */
    @FunctionalInterface
    interface Part {
        void bytes(byte[] buffer, int length) throws Unsound;
    }

    /** Byte for byte as characters: what is looked for is plain ASCII. */
    default String text(String name) throws Unsound {
        Unsound.unless(names().contains(name), "missing: " + name);
        StringBuilder text = new StringBuilder();
        read(name, (buffer, length) -> {
            Unsound.unless(text.length() + length <= WHOLE, "too large: " + name);
            text.append(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
        });
        return text.toString();
    }

    default byte[] bytes(String name) throws Unsound {
        return text(name).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What is told of each line, in order. */
    @FunctionalInterface
    interface Line {
        void line(String line) throws Unsound;
    }

    /** There is one at least, and each ends with a line feed. */
    default void lines(String name, Line to) throws Unsound {
        Unsound.unless(names().contains(name), "missing: " + name);
        // Begins with a mark: whether a line was there.
        StringBuilder rest = new StringBuilder("-");
        read(name, (buffer, length) -> {
            int start = 0;
            for (int at = 0; at < length; at++) {
                if (buffer[at] == '\n') {
                    rest.append(new String(buffer, start, at - start, StandardCharsets.ISO_8859_1));
                    to.line(rest.substring(1));
                    rest.replace(0, rest.length(), "+");
                    start = at + 1;
                }
            }
            rest.append(new String(buffer, start, length - start, StandardCharsets.ISO_8859_1));
            Unsound.unless(rest.length() <= WHOLE, "too large: " + name);
        });
        Unsound.unless(rest.toString().equals("+"), "cut short: " + name);
    }

    static void pass(InputStream in, Part to) throws IOException, Unsound {
        byte[] buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            to.bytes(buffer, read);
        }
    }
}
