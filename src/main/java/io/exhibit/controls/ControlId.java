package io.exhibit.controls;

import java.util.Locale;
import java.util.regex.Pattern;

/** A control by its framework and its code there: PCI-DSS 6.3.3, FFIEC IS-6.15, DORA RTS-10.2.b. */
public record ControlId(FrameworkId framework, String code) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,31}");

    public ControlId {
        if (!FORM.matcher(code).matches()) {
            throw new IllegalArgumentException("Not the code of a control: " + code);
        }
    }

    /** The same as a token of OSCAL, which begins with a letter: 6.3.3 does not. */
    public String token() {
        return (framework.text() + "_" + code).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return framework + " " + code;
    }
}
