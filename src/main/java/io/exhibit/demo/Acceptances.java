package io.exhibit.demo;

import io.exhibit.access.Role;
import io.exhibit.findings.ExceptionPlace;
import io.exhibit.findings.ExceptionRegister;
import io.exhibit.findings.ExceptionRequest;
import io.exhibit.findings.ExceptionTerms;
import io.exhibit.findings.Signatory;
import io.exhibit.kernel.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the made-up bank's people accept for a time: asked for by the engineer, approved by both officers. */
@Component
@OnDemo
class Acceptances {

    private final Scenario scenario;
    private final Director director;
    private final ExceptionRegister register;
    private final JdbcClient jdbc;

    Acceptances(Scenario scenario, Director director, ExceptionRegister register, JdbcClient jdbc) {
        this.scenario = scenario;
        this.director = director;
        this.register = register;
        this.jdbc = jdbc;
    }

    void ask(Scenario.Accepted accepted, String line, Instant at) {
        ExceptionTerms terms = new ExceptionTerms(
                accepted.reason(),
                accepted.owner(),
                accepted.mitigations(),
                accepted.proof(),
                Severity.valueOf(accepted.residualRank()),
                accepted.ticket(),
                at.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(accepted.days())));
        register.request(
                new ExceptionRequest(accepted.kind(), "", open(accepted, line), List.of(place(line)), terms),
                new Signatory(director.person(scenario.roles().engineer()), Role.SECURITY_ENGINEER));
    }

    /** No two steps have the same time, so the time at which it was asked for is enough to know it by. */
    void approve(Instant asked, boolean second) {
        String officer = second ? scenario.roles().another() : scenario.roles().officer();
        UUID exception = jdbc.sql("SELECT exception_id FROM findings.pub_exception_term WHERE requested_at = :at")
                .param("at", asked.atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .single();
        register.approve(exception, 1, "", new Signatory(director.person(officer), Role.COMPLIANCE_OFFICER));
    }

    private List<String> open(Scenario.Accepted accepted, String line) {
        return jdbc.sql("""
                SELECT DISTINCT f.vulnerability
                  FROM findings.pub_finding f
                  JOIN estate.pub_target t ON t.id = f.target_id
                 WHERE t.name = :line AND f.state = 'OPEN' AND (f.package = ANY (:of) OR f.vulnerability = ANY (:of))
                """)
                .param("line", line)
                .param("of", accepted.of().toArray(String[]::new))
                .query(String.class)
                .list();
    }

    private ExceptionPlace place(String line) {
        return jdbc.sql("SELECT key FROM estate.pub_target WHERE name = :line")
                .param("line", line)
                .query((row, n) -> new ExceptionPlace(ExceptionPlace.Kind.TARGET, "", "", row.getString("key")))
                .single();
    }
}
