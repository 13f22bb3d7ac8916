package io.exhibit.assessment;

import io.exhibit.controls.AlertMapping;
import io.exhibit.controls.Catalogue;
import io.exhibit.controls.Parameter;
import io.exhibit.controls.Profile;
import io.exhibit.kernel.Period;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Runs the query of a check: counted by outcome, page by page, or as a stream. */
@Component
class Population {

    private static final int FETCH = 500;

    private static final String TALLY = """
            SELECT item.part, split_part(item.outcome, ' ', 1) AS verdict,
                   substr(item.outcome, strpos(item.outcome, ' ') + 1) AS reason,
                   count(*) AS items, min(item.label) AS example,
                   coalesce(extract(epoch FROM max(item.done_at - item.starts_at)), 0)::bigint AS longest
              FROM (""";

    /** Without the fence the items are sorted to be counted: nobody knows beforehand how few outcomes there are. */
    private static final String TALLY_END = """
                   OFFSET 0) item
             GROUP BY item.part, item.outcome
             ORDER BY items DESC, reason
            """;

    private static final String ITEMS = """
            SELECT item.key, item.label, item.about, item.system, item.kind, item.subject,
                   split_part(item.outcome, ' ', 1) AS verdict,
                   substr(item.outcome, strpos(item.outcome, ' ') + 1) AS reason,
                   item.starts_at, item.due_at, item.done_at
              FROM (""";

    private static final String PAGE_END = """
                   ) item
             WHERE (:verdict::text IS NULL OR item.outcome LIKE :verdict || ' %')
               AND (array_position(:order::text[], split_part(item.outcome, ' ', 1)), item.key) > (:after_rank, :after_key)
             ORDER BY array_position(:order::text[], split_part(item.outcome, ' ', 1)), item.key
             LIMIT :limit
            """;

    private static final String STREAM_END = """
                   ) item
             ORDER BY item.key
            """;

    private final JdbcClient jdbc;
    private final AlertMapping mapping;
    private final Catalogue catalogue;

    Population(JdbcClient jdbc, AlertMapping mapping, Catalogue catalogue) {
        this.catalogue = catalogue;
        this.jdbc = jdbc;
        this.mapping = mapping;
    }

    /** How many items had which outcome, the most frequent first, by the id of the check that asks about them. */
    Map<String, List<Outcome>> tally(Check check, Profile profile, Question question) {
        Map<String, List<Outcome>> outcomes = new HashMap<>();
        jdbc.sql(TALLY + check.whole() + TALLY_END)
                .params(values(check, profile, question))
                .query(row -> {
                    outcomes.computeIfAbsent(row.getString("part"), part -> new ArrayList<>())
                            .add(outcome(row));
                });
        return outcomes;
    }

    /** The items after one of them, worst verdict first. */
    List<Item> page(Check check, Profile profile, Question question, ItemPage.From from) {
        Map<String, Object> values = values(check, profile, question);
        values.put("verdict", from.only().map(Enum::name).orElse(null));
        values.put("order", Stream.of(Verdict.values()).map(Enum::name).toArray(String[]::new));
        values.put("after_rank", from.afterRank());
        values.put("after_key", from.afterKey());
        values.put("limit", from.limit());
        return jdbc.sql(ITEMS + check.population() + PAGE_END)
                .params(values)
                .query(Population::item)
                .list();
    }

    /** Every item in the order of keys. */
    long stream(Check check, Profile profile, Question question, Consumer<Item> items) {
        try (Stream<Item> stream = jdbc
                .sql(ITEMS + check.population() + STREAM_END)
                .withFetchSize(FETCH)
                .params(values(check, profile, question))
                .query(Population::item)
                .stream()) {
            return stream.peek(items).mapToLong(item -> 1).sum();
        }
    }

    /** What the check uses of its profile, with the notes that say who set the number. */
    static List<Parameter> used(Check check, Profile profile) {
        return profile.parameters().stream()
                .filter(parameter -> check.parameters().contains(parameter.name()))
                .toList();
    }

    private Map<String, Object> values(Check check, Profile profile, Question question) {
        Period period = question.period();
        Map<String, Object> values = new HashMap<>();
        values.put("scope", question.scope().text());
        values.put("profile", profile.id());
        values.put("from", at(period.from()));
        values.put("to", at(period.to()));
        values.put("as_of", at(question.asOf()));
        values.put("judged_at", at(question.judgedAt()));
        values.put("telemetry", mapping.telemetry().toArray(String[]::new));
        values.put("excepting", catalogue.exceptionsThatSatisfy(profile.id()).toArray(String[]::new));
        values.put("accepting", catalogue.exceptionsToAccept(profile.id()).toArray(String[]::new));
        values.putAll(check.lookedUp());
        for (String name : check.parameters()) {
            values.put(name, profile.find(name).orElseGet(() -> profile.value(check.fallback(name))));
        }
        return values;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Outcome outcome(ResultSet row) throws SQLException {
        return new Outcome(
                Verdict.valueOf(row.getString("verdict")),
                row.getString("reason"),
                row.getLong("items"),
                row.getString("example"),
                row.getLong("longest"));
    }

    private static Item item(ResultSet row, int n) throws SQLException {
        return new Item(
                row.getString("key"),
                row.getString("label"),
                row.getString("about"),
                row.getString("system"),
                Item.Kind.valueOf(row.getString("kind")),
                row.getObject("subject", UUID.class),
                Verdict.valueOf(row.getString("verdict")),
                row.getString("reason"),
                instant(row, "starts_at"),
                instant(row, "due_at"),
                instant(row, "done_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
