package io.exhibit.packs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** A register as JSON: its definition first, then its rows, each an object with the values as they are. */
final class JsonFile {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ObjectWriter WRITER = JSON.writer()
            .with(new DefaultPrettyPrinter()
                    .withObjectIndenter(new DefaultPrettyPrinter.FixedSpaceIndenter())
                    .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private JsonFile() {}

    static PackFile write(Path root, String path, Spool spool, PackFile csv) throws IOException {
        DigestingFile file = DigestingFile.create(root, path);
        Register register = spool.register();
        long[] rows = {0};
        try (JsonGenerator json = WRITER.createGenerator(file)) {
            json.writeStartObject();
            definition(json, register, csv);
            json.writeArrayPropertyStart("rows");
            spool.each(values -> {
                row(json, register.columns(), values);
                rows[0]++;
            });
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
        file.close();
        return file.written(rows[0]);
    }

    private static void definition(JsonGenerator json, Register register, PackFile csv) {
        Register.Definition words = register.definition();
        json.writeStringProperty("register", register.name());
        json.writeStringProperty("title", words.title());
        json.writeStringProperty("meaning", words.meaning());
        json.writeStringProperty("unit", words.unit());
        json.writeStringProperty("source", words.source());
        json.writeStringProperty("period_logic", words.periodLogic());
        json.writeStringProperty("query", words.query());
        json.writePOJOProperty("parameters", register.parameters());
        json.writePOJOProperty("key", register.key());
        json.writeArrayPropertyStart("columns");
        for (Column column : register.columns()) {
            json.writeStartObject();
            json.writeStringProperty("name", column.name());
            json.writeStringProperty("meaning", column.meaning());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberProperty("row_count", csv.rows());
        json.writeStringProperty("csv", csv.path());
        json.writeStringProperty("csv_sha256", csv.sha256().hex());
    }

    private static void row(JsonGenerator json, List<Column> columns, List<@Nullable String> values) {
        json.writeStartObject();
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            if (value == null) {
                json.writeNullProperty(columns.get(i).name());
            } else if (columns.get(i).kind() == Column.Kind.NUMBER) {
                json.writeName(columns.get(i).name());
                json.writeNumber(value);
            } else {
                json.writeStringProperty(columns.get(i).name(), value);
            }
        }
        json.writeEndObject();
    }

    /** Reads a file back to its end and counts the objects in its rows. */
    static long count(Path file) {
        long rows = 0;
        try (JsonParser json = JSON.createParser(file.toFile())) {
            while (isAtRows(json)) {
                rows = objects(json);
            }
        }
        return rows;
    }

    private static long objects(JsonParser json) {
        long objects = 0;
        while (json.nextToken() == JsonToken.START_OBJECT) {
            json.skipChildren();
            objects++;
        }
        return objects;
    }

    /** Goes on to the beginning of the rows; false: there are none. */
    static boolean isAtRows(JsonParser json) {
        while (json.nextToken() != null) {
            if (json.currentToken() == JsonToken.PROPERTY_NAME
                    && "rows".equals(json.currentName())
                    && json.streamReadContext().getParent().inRoot()) {
                return json.nextToken() == JsonToken.START_ARRAY;
            }
        }
        return false;
    }
}
