package io.exhibit.findings;

import java.util.Map;

/** Another version of the policy that version from is of; fields: what is entered, by its name in the form; the rest is as it is there. */
public record PolicyDraft(int from, String name, String reason, Map<String, String> fields) {

    public PolicyDraft {
        fields = Map.copyOf(fields);
    }
}
