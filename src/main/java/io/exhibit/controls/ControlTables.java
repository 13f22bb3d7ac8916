package io.exhibit.controls;

import io.exhibit.kernel.DerivedTables;
import java.util.List;
import org.springframework.stereotype.Component;

/** What people decided about the catalogue. */
@Component
class ControlTables implements DerivedTables {

    @Override
    public List<Table> tables() {
        return List.of(
                Table.decided("controls.parameter_change", "entry_index"),
                Table.decided("controls.framework_version", "entry_index"));
    }
}
