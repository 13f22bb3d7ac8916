package io.exhibit.packs;

import io.exhibit.kernel.DerivedTables;
import java.util.List;
import org.springframework.stereotype.Component;

/** What people said of packs; the packs themselves are files that are kept as they are. */
@Component
class PackTables implements DerivedTables {

    @Override
    public List<Table> tables() {
        return List.of(Table.decided("packs.sign_off", "entry_index"));
    }
}
