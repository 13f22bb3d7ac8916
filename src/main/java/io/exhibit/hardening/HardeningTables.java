package io.exhibit.hardening;

import io.exhibit.kernel.DerivedTables;
import java.util.List;
import org.springframework.stereotype.Component;

/** The comparisons that people kept. */
@Component
class HardeningTables implements DerivedTables {

    @Override
    public List<Table> tables() {
        return List.of(Table.decided("hardening.comparison", "entry_index"));
    }
}
