package io.exhibit.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** A pack that was unpacked: regular files in folders, nothing that leads elsewhere. */
final class PackFolder implements Pack {

    private static final int MOST = 1_000_000;

    private final Path root;
    private final SortedSet<String> names;

    private PackFolder(Path root, SortedSet<String> names) {
        this.root = root;
        this.names = Collections.unmodifiableSortedSet(names);
    }

    static Pack open(Path root) throws Unsound, IOException {
        SortedSet<String> names = new TreeSet<>();
        SortedSet<String> others = new TreeSet<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = root.relativize(file)
                        .toString()
                        .replace(root.getFileSystem().getSeparator(), "/");
                names.add(name);
                if (!attributes.isRegularFile()) {
                    others.add(name);
                }
                return names.size() > MOST ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }
        });
        Unsound.unless(names.size() <= MOST, "more files than a pack has");
        for (String name : names) {
            Unsound.unless(NAME.matcher(name).matches(), "a file is named as no file of a pack is");
        }
        Unsound.unless(others.isEmpty(), "not a regular file: " + (others.isEmpty() ? "" : others.first()));
        return new PackFolder(root, names);
    }

    @Override
    public SortedSet<String> names() {
        return names;
    }

    @Override
    public void read(String name, Part to) throws Unsound {
        try (InputStream in = Files.newInputStream(root.resolve(name))) {
            Pack.pass(in, to);
        } catch (IOException unreadable) {
            throw new Unsound("cannot be read: " + name);
        }
    }

    @Override
    public void close() {}
}
