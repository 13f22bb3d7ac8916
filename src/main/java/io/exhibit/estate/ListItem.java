package io.exhibit.estate;

import io.exhibit.intake.Unreadable;
import tools.jackson.core.JsonParser;

/** One object of the Kubernetes API, or one event of its audit log: which of them, only its end tells. */
final class ListItem {

    final Pod pod = new Pod();
    final AuditEvent event = new AuditEvent();
    final OperatorReport report = new OperatorReport();

    void field(String field, JsonParser parser) throws Unreadable {
        switch (field) {
            case "kind", "metadata", "spec", "status" -> pod.field(field, parser);
            case "report" -> report.read(parser);
            default -> event.field(field, parser);
        }
    }
}
