package io.exhibit.alerts;

import io.exhibit.kernel.DerivedTables;
import java.util.List;
import org.springframework.stereotype.Component;

/** What sensors reported. */
@Component
class AlertTables implements DerivedTables {

    @Override
    public List<Table> tables() {
        return List.of(
                Table.read("alerts.alert", "recorded_at", "id"),
                Table.read("alerts.unreadable", "submission_id", "position"));
    }
}
