package io.exhibit.controls;

/** Why alerts of a class bear on a control, and whether handling them is part of it or only supports it. */
public record AlertBearing(ControlId control, Strength strength, String rationale) {

    /** DIRECT: part of what the control asks. SUPPORTING: helps, and can never meet the control alone. */
    public enum Strength {
        DIRECT,
        SUPPORTING
    }
}
