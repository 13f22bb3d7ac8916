package io.exhibit.demo;

import io.exhibit.access.Role;
import io.exhibit.findings.AcceptanceEntry;
import io.exhibit.findings.AssessorAcceptances;
import io.exhibit.findings.Escalation;
import io.exhibit.findings.EscalationLevel;
import io.exhibit.findings.Escalations;
import io.exhibit.findings.ExceptionPlace;
import io.exhibit.findings.ExceptionRegister;
import io.exhibit.findings.ExceptionRequest;
import io.exhibit.findings.ExceptionTerms;
import io.exhibit.findings.Signatory;
import io.exhibit.kernel.Severity;
import io.exhibit.ledger.Spool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
    private final AssessorAcceptances assessors;
    private final Escalations escalations;
    private final JdbcClient jdbc;

    Acceptances(
            Scenario scenario,
            Director director,
            ExceptionRegister register,
            AssessorAcceptances assessors,
            Escalations escalations,
            JdbcClient jdbc) {
        this.scenario = scenario;
        this.director = director;
        this.register = register;
        this.assessors = assessors;
        this.escalations = escalations;
        this.jdbc = jdbc;
    }

    /** Exceptions are asked for at noon and approved by two the next day; an assessor may accept one later. */
    void schedule(Schedule schedule, Instant midnight) {
        for (Scenario.Accepted accepted : scenario.exceptions()) {
            Scenario.Line line = scenario.line(accepted.line());
            Instant noon = midnight.plus(Duration.ofDays(accepted.day())).plus(Duration.ofHours(12));
            Instant asked = schedule.add(noon, "exception for " + accepted.of(), at -> ask(accepted, line.name(), at));
            schedule.add(noon.plus(Duration.ofHours(21)), "approval", then -> approve(asked, false));
            schedule.add(noon.plus(Duration.ofHours(26)), "second approval", then -> {
                approve(asked, true);
                director.rankByWhatChanged();
            });
            Scenario.Assessed assessed = accepted.assessed();
            if (assessed != null) {
                Instant morning = midnight.plus(Duration.ofDays(assessed.day())).plus(Duration.ofHours(9));
                schedule.add(morning, "acceptance by an assessor", then -> accept(assessed, asked, then));
            }
        }
    }

    void ask(Scenario.Accepted accepted, String line, Instant at) {
        ExceptionTerms terms = new ExceptionTerms(
                accepted.reason(),
                accepted.owner(),
                accepted.mitigations(),
                accepted.proof(),
                Severity.valueOf(accepted.residualRank()),
                accepted.ticket(),
                at.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(accepted.days())),
                accepted.assessed() == null ? null : accepted.assessed().worksheet());
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

    void approve(Instant asked, boolean second) {
        String officer = second ? scenario.roles().another() : scenario.roles().officer();
        register.approve(askedAt(asked), 1, "", new Signatory(director.person(officer), Role.COMPLIANCE_OFFICER));
    }

    /** The officer records that the assessor accepted it the day before. */
    void accept(Scenario.Assessed assessed, Instant asked, Instant at) {
        byte[] letter = ("Made up for a demonstration: letter of " + assessed.assessor() + ", " + assessed.company()
                        + ", that the compensating control is accepted.\n")
                .getBytes(StandardCharsets.UTF_8);
        AcceptanceEntry said = new AcceptanceEntry(
                1,
                assessed.assessor(),
                assessed.company(),
                LocalDate.ofInstant(at, ZoneOffset.UTC).minusDays(1),
                "made-up-letter.txt");
        try (Spool spool = Spool.read(new ByteArrayInputStream(letter), letter.length)) {
            assessors.record(
                    askedAt(asked),
                    said,
                    spool,
                    new Signatory(director.person(scenario.roles().officer()), Role.COMPLIANCE_OFFICER));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** No two steps have the same time, so the time at which it was asked for is enough to know it by. */
    private UUID askedAt(Instant asked) {
        return jdbc.sql("SELECT exception_id FROM findings.pub_exception_term WHERE requested_at = :at")
                .param("at", asked.atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .single();
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
