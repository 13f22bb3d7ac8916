package io.exhibit.assessment;

import io.exhibit.documents.Topic;
import java.util.Map;
import org.springframework.stereotype.Component;

/** C24: was each policy, procedure and analysis approved by two and in date on every day? What it says is for people to read. */
@Component
class GovernanceDocuments extends Check {

    private static final String DAYS = "document_review_days";

    GovernanceDocuments() {
        super(
                "C24",
                1,
                Input.DOCUMENTED,
                new Noun("document", "documents", "on file or expected"),
                DocumentsHeld.population(":document_review_days", DocumentsHeld.BY_ITSELF),
                DAYS);
    }

    @Override
    Map<String, Object> lookedUp() {
        return DocumentsHeld.expected(Topic.Question.GOVERNANCE);
    }
}
