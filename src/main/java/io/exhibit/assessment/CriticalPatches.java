package io.exhibit.assessment;

import org.springframework.stereotype.Component;

/** C07: was every critical finding gone by its deadline? A finding without a rank may be critical and is counted here. */
@Component
class CriticalPatches extends Check {

    CriticalPatches() {
        super(
                "C07",
                7,
                Input.SCANNED_FOR,
                new Noun("critical finding", "critical findings", "due or open"),
                PatchDeadlines.WHOLE,
                PatchDeadlines.parameters());
    }

    @Override
    boolean isDivided() {
        return true;
    }

    @Override
    String remark(String profile) {
        return PatchDeadlines.remark(profile);
    }
}
