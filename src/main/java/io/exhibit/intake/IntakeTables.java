package io.exhibit.intake;

import io.exhibit.kernel.DerivedTables;
import java.util.List;
import org.springframework.stereotype.Component;

/** What became of submissions, and which of those that senders numbered did not come. */
@Component
class IntakeTables implements DerivedTables {

    @Override
    public List<Table> tables() {
        return List.of(
                Table.read("intake.interpretation", "submission_id").without("interpreted_at", "reader"),
                Table.read("intake.stream", "token_id", "stream", "epoch"),
                Table.read("intake.gap", "submission_id"));
    }

    @Override
    public List<String> given() {
        return List.of("intake.submission", "intake.replay", "intake.reference_load");
    }
}
