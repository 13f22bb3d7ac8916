package io.exhibit.packs;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What NIST's schema says of a document of assessment results, model 1.1.3. */
final class Oscal {

    private static final Schema SCHEMA = schema();

    private Oscal() {}

    static List<Error> errors(JsonNode document) {
        return SCHEMA.validate(document);
    }

    private static Schema schema() {
        try (InputStream in = Oscal.class.getResourceAsStream("/schema/json/oscal-ar_schema.json")) {
            JsonNode schema = JsonMapper.builder().build().readTree(Objects.requireNonNull(in));
            mend(schema);
            Schema read = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(schema);
            read.initializeValidators();
            return read;
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
    }

    /** Three places of the published schema say {"id": {"$ref": ...}} where the reference itself is meant. */
    private static void mend(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.get("id") instanceof ObjectNode outer
                && outer.size() == 1
                && outer.get("id") instanceof ObjectNode inner) {
            object.set("id", inner);
        }
        node.forEach(Oscal::mend);
    }
}
