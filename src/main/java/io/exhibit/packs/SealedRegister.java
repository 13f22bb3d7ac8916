package io.exhibit.packs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** A register as it lies in a sealed archive: what it says of itself, and its rows one after the other, in the order of their keys. */
final class SealedRegister implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String path;
    private final JsonParser json;
    private final List<String> key = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();
    private byte[] last = new byte[0];

    private SealedRegister(String path, InputStream in) {
        this.path = path;
        this.json = JSON.createParser(in);
        readHead();
    }

    static SealedRegister open(SealedArchive archive, String path) throws IOException {
        return new SealedRegister(path, archive.read(path));
    }

    /** A row; what it does not tell is empty. */
    record Row(String key, Map<String, String> values) {

        String text(String column) {
            return values.getOrDefault(column, "");
        }

        int compareTo(Row other) {
            return Arrays.compareUnsigned(bytes(key), bytes(other.key));
        }
    }

    List<String> key() {
        return key;
    }

    List<String> columns() {
        return columns;
    }

    private void readHead() {
        json.nextToken();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("rows")) {
                return;
            }
            if (name.equals("key")) {
                while (json.nextToken() == JsonToken.VALUE_STRING) {
                    key.add(json.getString());
                }
            } else if (name.equals("columns")) {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    columns.add(values().getOrDefault("name", ""));
                }
            } else if (value.isStructStart()) {
                json.skipChildren();
            }
        }
        throw new UnsoundPack(path + " has no rows.");
    }

    /** Null after the last. A list that is not in the order of its keys is not the one that was written. */
    @Nullable
    Row next() {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return null;
        }
        Map<String, String> values = values();
        Row row = new Row(
                key.stream().map(column -> values.getOrDefault(column, "")).collect(Collectors.joining("\u0000")),
                values);
        byte[] next = bytes(row.key());
        if (last.length > 0 && Arrays.compareUnsigned(last, next) >= 0) {
            throw new UnsoundPack(path + " is not in the order of its keys.");
        }
        last = next;
        return row;
    }

    private Map<String, String> values() {
        Map<String, String> values = new HashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            if (json.nextToken() != JsonToken.VALUE_NULL) {
                values.put(name, json.getString());
            }
        }
        return values;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        json.close();
    }
}
