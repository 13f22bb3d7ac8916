package io.exhibit.findings;

import io.exhibit.findings.PatchCourse.InScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The patch policies as they applied to each place of what is to be decided, in the transaction's own table. */
final class PlacePolicies {

    /** Before any version has days for places, it does not matter what a place was in scope as. */
    private static final String SPANS = """
            SELECT p.target_id, p.since, p.scopes
              FROM estate.pub_target_scope p
             WHERE p.target_id = ANY (ARRAY(SELECT DISTINCT f.target_id
                                              FROM pg_temp.undecided u
                                              JOIN findings.finding f ON f.id = u.finding_id))
               AND p.until > :since
             ORDER BY p.target_id, p.since
            """;

    private final PatchHistory history;
    private final Set<String> named;
    private final Map<UUID, List<InScope>> places = new HashMap<>();
    private final Map<List<InScope>, PatchCourse> courses = new HashMap<>();

    private PlacePolicies(PatchHistory history) {
        this.history = history;
        this.named = history.versions().stream()
                .flatMap(one -> one.policy().stricter().stream().map(Stricter::scope))
                .collect(Collectors.toSet());
    }

    static PlacePolicies of(PatchHistory history, JdbcClient jdbc) {
        PlacePolicies policies = new PlacePolicies(history);
        Instant since = history.stricterSince();
        if (since != null) {
            jdbc.sql(SPANS).param("since", since.atOffset(ZoneOffset.UTC)).query(policies::add);
        }
        return policies;
    }

    /** Places that are in scope as the same are one. */
    PatchCourse at(UUID target) {
        return courses.computeIfAbsent(places.getOrDefault(target, List.of()), history::in);
    }

    /** Only what a version names counts, and only where it changes; the first holds for all time before it too. */
    private void add(ResultSet row) throws SQLException {
        List<InScope> spans = places.computeIfAbsent(
                Objects.requireNonNull(row.getObject("target_id", UUID.class)), id -> new ArrayList<>());
        Set<String> as = new HashSet<>(List.of((String[]) row.getArray("scopes").getArray()));
        as.retainAll(named);
        if (spans.isEmpty() || !spans.getLast().as().equals(as)) {
            OffsetDateTime since = row.getObject("since", OffsetDateTime.class);
            spans.add(new InScope(spans.isEmpty() ? Instant.MIN : since.toInstant(), as));
        }
    }
}
