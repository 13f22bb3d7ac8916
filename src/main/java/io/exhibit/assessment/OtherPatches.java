package io.exhibit.assessment;

import org.springframework.stereotype.Component;

/** C08: was every other ranked finding gone by the deadline of its rank? */
@Component
class OtherPatches extends Check {

    OtherPatches() {
        super(
                "C08",
                7,
                Input.SCANNED_FOR,
                new Noun("other finding", "other findings", "due or open"),
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
