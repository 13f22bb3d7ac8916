package io.exhibit.demo;

import io.exhibit.access.Role;
import io.exhibit.findings.Escalation;
import io.exhibit.findings.EscalationLevel;
import io.exhibit.findings.Escalations;
import io.exhibit.findings.ExceptionPlace;
import io.exhibit.findings.ExceptionRegister;
import io.exhibit.findings.ExceptionRequest;
import io.exhibit.findings.ExceptionTerms;
import io.exhibit.findings.Signatory;
import io.exhibit.kernel.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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
    private final Escalations escalations;
    private final JdbcClient jdbc;

    Acceptances(
            Scenario scenario,
            Director director,
            ExceptionRegister register,
            Escalations escalations,
            JdbcClient jdbc) {
        this.scenario = scenario;
        this.director = director;
        this.register = register;
        this.escalations = escalations;
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
                new ExceptionRequest(accepted.kind(), "", open(accepted.of(), line), List.of(place(line)), terms),
                new Signatory(director.person(scenario.roles().engineer()), Role.SECURITY_ENGINEER));
    }

    /** Asks that what a maker states be honoured. */
    void ask(Scenario.Stated stated, String line, Instant at) {
        UUID statement = jdbc.sql(
                        "SELECT id FROM scans.pub_vex_statement WHERE vulnerability = :id AND author = :author")
                .param("id", stated.vulnerability())
                .param("author", stated.author())
                .query(UUID.class)
                .single();
        ExceptionTerms terms = new ExceptionTerms(
                "The maker says that it does not affect its product, and why.",
                "Head of third-party risk",
                "",
                stated.proof(),
                Severity.LOW,
                "",
                at.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(stated.days())));
        register.request(
                new ExceptionRequest(
                        "NOT_AFFECTED",
                        stated.justification(),
                        List.of(stated.vulnerability()),
                        List.of(place(line)),
                        terms,
                        statement,
                        null),
                new Signatory(director.person(scenario.roles().engineer()), Role.SECURITY_ENGINEER));
    }

    /** The officer takes a deadline that cannot be met to those above. */
    void escalate(Scenario.Escalated escalated, String line, Instant at) {
        String vulnerability =
                open(escalated.of(), line).stream().sorted().findFirst().orElseThrow();
        escalations.escalate(
                new Escalation(
                        vulnerability,
                        place(line),
                        EscalationLevel.valueOf(escalated.level()),
                        escalated.person(),
                        escalated.reason(),
                        escalated.decision(),
                        LocalDate.ofInstant(at, ZoneOffset.UTC).plusDays(escalated.days())),
                new Signatory(director.person(scenario.roles().officer()), Role.COMPLIANCE_OFFICER));
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

    private List<String> open(List<String> of, String line) {
        return jdbc.sql("""
                SELECT DISTINCT f.vulnerability
                  FROM findings.pub_finding f
                  JOIN estate.pub_target t ON t.id = f.target_id
                 WHERE t.name = :line AND f.state = 'OPEN' AND (f.package = ANY (:of) OR f.vulnerability = ANY (:of))
                """)
                .param("line", line)
                .param("of", of.toArray(String[]::new))
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
