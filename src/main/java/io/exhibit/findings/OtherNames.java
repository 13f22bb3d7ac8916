package io.exhibit.findings;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The ids that findings have, for those that people know: an advisory that reports gave for one CVE is taken for that. */
@Component
class OtherNames {

    /** The names of a VEX statement {statement}, and the CVEs that those among them that are advisories stand for. */
    static final String OF_STATEMENT = """
            SELECT v.name FROM scans.pub_vex_name v WHERE v.statement_id = {statement}
            UNION
            SELECT a.vulnerability FROM scans.pub_vex_name v JOIN findings.alias a ON a.alias = v.name WHERE v.statement_id = {statement}
            """;

    private final JdbcClient jdbc;

    OtherNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the same order, each once; what is no other name stays as it is. */
    List<String> resolved(List<String> ids) {
        return jdbc.sql("""
                SELECT coalesce((SELECT a.vulnerability
                                   FROM findings.alias a
                                  WHERE a.alias = i.id
                                    AND NOT EXISTS (SELECT 1 FROM findings.finding f
                                                     WHERE f.vulnerability = i.id AND f.same_as IS NULL)), i.id)
                  FROM unnest(:ids::text[]) WITH ORDINALITY AS i (id, n)
                 ORDER BY i.n
                """).param("ids", ids.toArray(String[]::new)).query(String.class).list().stream()
                .distinct()
                .toList();
    }

    String resolved(String id) {
        return resolved(List.of(id)).getFirst();
    }
}
