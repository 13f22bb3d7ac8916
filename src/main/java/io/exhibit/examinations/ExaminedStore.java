package io.exhibit.examinations;

import io.exhibit.estate.Scope;
import io.exhibit.estate.ScopeAt;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Choice;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What mandates refer to: examiners, parts of the estate, and findings in them. */
@Repository
class ExaminedStore {

    private static final String EXAMINERS =
            "SELECT p.id::text AS value, p.name || ' (' || p.email || ')' AS name FROM access.pub_person p"
                    + " WHERE p.role = 'EXAMINER' AND p.disabled_at IS NULL";

    private final JdbcClient jdbc;

    ExaminedStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Choice> examiners() {
        return jdbc.sql(EXAMINERS + " ORDER BY p.name, p.email")
                .query(Choice.class)
                .list();
    }

    Optional<Choice> examiner(UUID id) {
        return jdbc.sql(EXAMINERS + " AND p.id = :id")
                .param("id", id)
                .query(Choice.class)
                .optional();
    }

    /** All of the estate, tags and systems. */
    List<Choice> scopes() {
        List<Choice> choices = new ArrayList<>(Scope.general().stream()
                .map(scope -> new Choice(scope.text(), scope.title()))
                .toList());
        choices.addAll(jdbc.sql("""
                SELECT 'system:' || s.code AS value, 'System ' || s.name AS name FROM estate.pub_system s WHERE s.retired_at IS NULL
                 ORDER BY s.name, s.code
                """).query(Choice.class).list());
        return choices;
    }

    /** Those that name a system that is not there. */
    List<String> unknownScopes(List<String> scopes) {
        return jdbc.sql("""
                SELECT asked.scope
                  FROM unnest(:scopes::text[]) asked(scope)
                 WHERE starts_with(asked.scope, 'system:')
                   AND NOT EXISTS (SELECT 1 FROM estate.pub_system s WHERE 'system:' || s.code = asked.scope)
                 ORDER BY asked.scope
                """)
                .param("scopes", scopes.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    /** Whether a finding was in that part of the estate at that time, and was there before the period ended. */
    boolean holds(UUID finding, String scope, AsOf at, Instant end) {
        return jdbc.sql(ScopeAt.fill("""
                SELECT EXISTS (SELECT 1
                                 FROM findings.pub_finding f
                                WHERE f.id = :finding
                                  AND f.first_detected_at < :end
                                  AND f.target_id IN (SELECT t.target_id FROM {targets} t))
                """, at))
                .param("finding", finding)
                .param("scope", scope)
                .param("at", at.at().atOffset(ZoneOffset.UTC))
                .param("known", at.known().atOffset(ZoneOffset.UTC))
                .param("end", end.atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }
}
