package io.exhibit;

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

/** What NIST's schemas say of a document, model 1.1.3. */
public enum OscalSchema {
    ASSESSMENT_RESULTS("oscal-ar"),
    PLAN_OF_ACTION("oscal-poam"),
    CATALOGUE("oscal-catalog");

    private final String name;

    OscalSchema(String name) {
        this.name = name;
    }

    public List<Error> errors(JsonNode document) {
        return read().validate(document);
    }

    private Schema read() {
        try (InputStream in = OscalSchema.class.getResourceAsStream("/schema/json/" + name + "_schema.json")) {
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

    /** Some places of the published schemas say {"id": {"$ref": ...}} where the reference itself is meant. */
    private static void mend(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.get("id") instanceof ObjectNode outer
                && outer.size() == 1
                && outer.get("id") instanceof ObjectNode inner) {
            object.set("id", inner);
        }
        node.forEach(OscalSchema::mend);
    }
}
