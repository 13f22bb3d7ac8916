package io.exhibit.intake;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.util.Native;
import io.exhibit.ledger.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** How a body is compressed, told by its first bytes. */
enum Encoding {
    GZIP("1f8b") {
        @Override
        InputStream unpack(InputStream wire) throws IOException {
            return new Gunzip(wire);
        }
    },
    ZSTD("28b52ffd") {
        @Override
        InputStream unpack(InputStream wire) throws IOException {
            return new ZstdInputStreamNoFinalizer(wire).setLongMax(LARGEST_WINDOW);
        }
    },
    IDENTITY("") {
        @Override
        InputStream unpack(InputStream wire) {
            return wire;
        }
    };

    /** As RFC 8878 recommends for everybody: 8 MiB, whatever a frame asks for. */
    private static final int LARGEST_WINDOW = 23;

    /** Where no program library for this machine can be loaded, zstd is refused at the door, not found out about later. */
    private static final boolean UNPACKS_ZSTD = loads();

    /** In hexadecimal digits. */
    private final String start;

    Encoding(String start) {
        this.start = start;
    }

    abstract InputStream unpack(InputStream wire) throws IOException;

    static Encoding of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /**
     * By its first bytes alone: some senders compress without saying so, some proxies unpack without saying so, and the same bytes must
     * not be taken for something else because they once came with a wrong header.
     */
    static Encoding of(Spool spool) throws IOException {
        try (InputStream in = spool.open()) {
            String first = HexFormat.of().formatHex(in.readNBytes(ZSTD.start.length() / 2));
            return Arrays.stream(values())
                    .filter(encoding -> first.startsWith(encoding.start))
                    .findFirst()
                    .orElseThrow();
        }
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What Content-Encoding may say. */
    static List<String> known() {
        return UNPACKS_ZSTD ? List.of("identity", "gzip", "zstd") : List.of("identity", "gzip");
    }

    static void check(String header) {
        String word = header.strip().toLowerCase(Locale.ROOT);
        if (!known().contains(word) && !word.equals("x-gzip")) {
            throw new UnsupportedMedia(
                    "Content-Encoding may be one of " + String.join(", ", known()) + ", once, or left out.");
        }
    }

    boolean isKnown() {
        return known().contains(word());
    }

    private static boolean loads() {
        try {
            Native.load();
            return true;
        } catch (LinkageError missing) {
            LoggerFactory.getLogger(Encoding.class)
                    .warn("zstd is not taken here: its program library cannot be loaded ({})", missing.getMessage());
            return false;
        }
    }
}
