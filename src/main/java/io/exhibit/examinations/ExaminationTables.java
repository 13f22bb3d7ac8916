package io.exhibit.examinations;

import io.exhibit.kernel.DerivedTables;
import java.util.List;
import org.springframework.stereotype.Component;

/** What people decided about examiners. */
@Component
class ExaminationTables implements DerivedTables {

    @Override
    public List<Table> tables() {
        return List.of(
                Table.decided("examinations.mandate", "entry_index"),
                Table.decided("examinations.handed_pack", "entry_index"),
                Table.decided("examinations.request", "list_entry", "n"),
                Table.decided("examinations.request_step", "entry_index"));
    }
}
