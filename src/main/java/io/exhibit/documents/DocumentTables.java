package io.exhibit.documents;

import io.exhibit.kernel.DerivedTables;
import java.util.List;
import org.springframework.stereotype.Component;

/** What people filed and approved. */
@Component
class DocumentTables implements DerivedTables {

    @Override
    public List<Table> tables() {
        return List.of(Table.decided("documents.document", "entry_index"));
    }
}
