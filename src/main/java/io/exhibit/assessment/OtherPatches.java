package io.exhibit.assessment;

import org.springframework.stereotype.Component;

/** C08: was every other ranked finding gone by the deadline of its rank? */
@Component
class OtherPatches extends PatchDeadlines {

    OtherPatches() {
        super("C08", new Noun("other finding", "other findings", "due or open"));
    }
}
