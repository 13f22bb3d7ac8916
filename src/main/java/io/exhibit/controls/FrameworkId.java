package io.exhibit.controls;

import java.util.regex.Pattern;

/** The name of a framework in URLs, packs and files, such as PCI-DSS, OCC-2020-62, FFIEC, FFIEC-CAT or DORA. */
public record FrameworkId(String text) {

    private static final Pattern FORM = Pattern.compile("[A-Z0-9][A-Z0-9.-]{0,31}");

    public FrameworkId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("Not the id of a framework: " + text);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
