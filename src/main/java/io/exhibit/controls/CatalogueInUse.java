package io.exhibit.controls;

import io.exhibit.ledger.Basis;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Which catalogue and which mapping of alerts this process goes by: the ledger says when they changed. */
@Component
class CatalogueInUse implements Basis {

    private final Catalogue catalogue;
    private final AlertMapping mapping;

    CatalogueInUse(Catalogue catalogue, AlertMapping mapping) {
        this.catalogue = catalogue;
        this.mapping = mapping;
    }

    @Override
    public Map<String, String> versions() {
        return Map.of("catalogue", catalogue.shipped().hex(), "mapping of alerts", String.valueOf(mapping.version()));
    }
}
