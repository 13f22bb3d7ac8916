package io.exhibit.scans;

import io.exhibit.kernel.DerivedTables;
import java.util.List;
import org.springframework.stereotype.Component;

/** What each scan and each VEX document said. */
@Component
class ScanTables implements DerivedTables {

    @Override
    public List<Table> tables() {
        return List.of(
                Table.read("scans.scan", "id"),
                Table.read("scans.vex_document", "id"),
                Table.read("scans.vex_statement", "id"),
                Table.read("scans.vex_name", "name", "statement_id"),
                Table.read("scans.vex_product", "statement_id", "n"),
                Table.read(
                        "scans.advised_fix",
                        "vulnerability",
                        "package",
                        "type",
                        "namespace",
                        "version",
                        "document_id"));
    }
}
