package io.exhibit.packs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A document of a pack in OSCAL: the file, what it is called, and its role in the manifest. */
record OscalDocument(PackFile file, String title, String role) {

    static List<OscalDocument> write(Path root, Dossier dossier, List<RegisterFile> registers) throws IOException {
        OscalParts parts = new OscalParts(dossier, registers);
        List<OscalDocument> all = new ArrayList<>();
        all.add(new OscalDocument(
                OscalFile.write(root, dossier, parts), "Results as OSCAL assessment results", "assessment-results"));
        OscalPlan.write(root, dossier, parts)
                .ifPresent(plan -> all.add(new OscalDocument(
                        plan, "What is to be put right, as an OSCAL plan of action and milestones", "plan-of-action")));
        return all;
    }
}
