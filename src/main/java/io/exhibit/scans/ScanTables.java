package io.exhibit.scans;

import io.exhibit.kernel.DerivedTables;
import java.util.List;
import org.springframework.stereotype.Component;

/** What each scan said. */
@Component
class ScanTables implements DerivedTables {

    @Override
    public List<Table> tables() {
        return List.of(Table.read("scans.scan", "id"));
    }
}
