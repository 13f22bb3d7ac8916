package io.exhibit.controls;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a framework of a file: of our own form in YAML, or of an OSCAL catalogue in JSON. */
final class FrameworkDocument {

    private static final String NAME = "The file";

    private FrameworkDocument() {}

    /** What a file is written in; a JSON document begins with a brace. */
    enum Format {
        YAML,
        OSCAL;

        static Format of(byte[] bytes) {
            String start = new String(bytes, 0, Math.min(bytes.length, 64), StandardCharsets.UTF_8);
            return start.replace("\uFEFF", "").stripLeading().startsWith("{") ? OSCAL : YAML;
        }
    }

    static Framework read(byte[] bytes, FrameworkFiling filing, FrameworkReader reader) {
        if (Format.of(bytes) == Format.OSCAL) {
            return soundly(() -> reader.read(NAME, OscalCatalogue.read(bytes, filing)));
        }
        try {
            return soundly(() -> reader.read(NAME, DataFiles.parse(NAME, bytes, FrameworkFile.class)));
        } catch (BadData bad) {
            throw bad.where().equals(NAME) ? bad : new BadData(line(bytes, bad), String.valueOf(bad.getMessage()));
        }
    }

    /** Ids, codes, days and addresses of a wrong form are refused like everything else that is wrong with it. */
    private static Framework soundly(java.util.function.Supplier<Framework> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException wrong) {
            throw new BadData(NAME, String.valueOf(wrong.getMessage()));
        }
    }

    /** The line of the control that something is wrong with. */
    private static String line(byte[] bytes, BadData bad) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String[] words = bad.where()
                .substring(Math.min(NAME.length(), bad.where().length()))
                .strip()
                .split(" ", 2);
        Matcher found = Pattern.compile("(?m)^\\s*-?\\s*code:\\s*[\"']?" + Pattern.quote(words[0]) + "[\"']?\\s*$")
                .matcher(text);
        return found.find() ? "line " + text.substring(0, found.end()).lines().count() : "somewhere";
    }
}
