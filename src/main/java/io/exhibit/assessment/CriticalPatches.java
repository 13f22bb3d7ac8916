package io.exhibit.assessment;

import org.springframework.stereotype.Component;

/** C07: was every critical finding gone by its deadline? A finding without a rank may be critical and is counted here. */
@Component
class CriticalPatches extends PatchDeadlines {

    CriticalPatches() {
        super("C07", new Noun("critical finding", "critical findings", "due or open"));
    }
}
