package io.exhibit.assessment;

import org.springframework.stereotype.Component;

/** C07: was every critical finding gone by its deadline? A finding without a rank may be critical and is counted here. */
@Component
class CriticalPatches extends Check {

    private static final String POPULATION = PatchDeadlines.ranked("o.rank IS NULL OR o.rank = 'CRITICAL'");

    CriticalPatches() {
        super(
                "C07",
                7,
                Input.SCANNED_FOR,
                new Noun("critical finding", "critical findings", "due or open"),
                POPULATION,
                PatchDeadlines.parameters());
    }

    @Override
    String remark(String profile) {
        return PatchDeadlines.remark(profile);
    }
}
