package io.exhibit.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What entries say of the things they consist of, such as the requests of a batch, whatever version their leaf is. */
@Component
public class LedgerItems {

    private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    LedgerItems(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** An entry's two columns; arrays are compared by nobody. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Stored(byte[] detail, byte @Nullable [] items) {}

    /**
     * The facts of one item, as they were recorded: of an accepted request its sha256, token, encoding and context. Position is
     * the one that the request's receipt has. Reads leaves of version 2 and, where they stand in the detail, those of version 1.
     */
    public Optional<Map<String, Object>> item(long index, int position) {
        List<Map<String, Object>> all = items(index);
        return position < 0 || position >= all.size() ? Optional.empty() : Optional.of(all.get(position));
    }

    /** All items of an entry in order, for who needs many of them; none when there is no such entry or it has none. */
    public List<Map<String, Object>> items(long index) {
        return stored(index).map(this::items).orElse(List.of());
    }

    /** An item to show to somebody who holds the leaf; empty for leaves of version 1. */
    public Optional<Items.Opening> opening(long index, int position) {
        return stored(index)
                .flatMap(found -> Optional.ofNullable(found.items()))
                .map(Items::read)
                .filter(items -> position >= 0 && position < items.size())
                .map(items -> items.open(position));
    }

    private Optional<Stored> stored(long index) {
        return jdbc.sql("SELECT detail, items FROM ledger.entry WHERE index = :index")
                .param("index", index)
                .query((row, n) -> new Stored(row.getBytes(1), row.getBytes(2)))
                .optional();
    }

    private List<Map<String, Object>> items(Stored found) {
        List<Map<String, Object>> facts = new ArrayList<>();
        if (found.items() == null) {
            json.readTree(found.detail()).path("items").forEach(item -> facts.add(json.convertValue(item, FACTS)));
            return facts;
        }
        Items items = Items.read(found.items());
        for (int n = 0; n < items.size(); n++) {
            facts.add(json.readValue(items.text(n), FACTS));
        }
        return facts;
    }
}
