package io.exhibit.assessment;

import org.springframework.stereotype.Component;

/** C08: was every other ranked finding gone by the deadline of its rank? */
@Component
class OtherPatches extends Check {

    private static final String POPULATION = PatchDeadlines.ranked("o.rank <> 'CRITICAL'");

    OtherPatches() {
        super(
                "C08",
                7,
                Input.SCANNED_FOR,
                new Noun("other finding", "other findings", "due or open"),
                POPULATION,
                PatchDeadlines.parameters());
    }

    @Override
    String remark(String profile) {
        return PatchDeadlines.remark(profile);
    }
}
