package io.exhibit.assessment;

import io.exhibit.documents.Topic;
import java.util.Map;
import org.springframework.stereotype.Component;

/** C26: has somebody attested on every day that those who scan and test are independent and qualified? Nothing but such a paper can show it. */
@Component
class TesterAttestations extends Check {

    private static final String DAYS = "document_review_days";

    TesterAttestations() {
        super(
                "C26",
                1,
                Input.DOCUMENTED,
                new Noun("attestation", "attestations", "on file or expected"),
                DocumentsHeld.population(":document_review_days", DocumentsHeld.BY_ITSELF),
                DAYS);
    }

    @Override
    Map<String, Object> lookedUp() {
        return DocumentsHeld.expected(Topic.Question.TESTING);
    }
}
