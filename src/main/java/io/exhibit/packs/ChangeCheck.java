package io.exhibit.packs;

import io.exhibit.assessment.CheckResult;
import io.exhibit.controls.HeldValue;
import io.exhibit.controls.Judging;
import io.exhibit.kernel.Written;
import io.exhibit.packs.Crosscheck.Figure;
import io.exhibit.packs.Crosscheck.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** R10: which checks, and which of the numbers that they use, did not stay as they were over the period. */
final class ChangeCheck {

    private static final String EARLIER = """
            SELECT v.check_id AS id, v.check_version AS version, min(v.evaluated_at) AS first_at, max(v.evaluated_at) AS last_at
              FROM assessment.pub_verdict v
             WHERE v.framework = :framework AND v.check_version > 0
               AND v.evaluated_at >= :from AND v.evaluated_at < :to AND v.evaluated_at <= :asOf AND v.ledger_size <= :ledgerSize
             GROUP BY v.check_id, v.check_version
             ORDER BY v.check_id, v.check_version
            """;

    private ChangeCheck() {}

    /** A version of a check that verdicts of the period were made with. */
    record Earlier(String id, int version, Instant firstAt, Instant lastAt) {}

    static Crosscheck of(JdbcClient jdbc, Dossier dossier, Judging judging) {
        Frame frame = dossier.frame();
        List<Earlier> earlier = jdbc.sql(EARLIER)
                .params(frame.parameters())
                .param("framework", frame.framework().id().text())
                .query(Earlier.class)
                .list();
        return judged(dossier.checks().values(), earlier, judging.held());
    }

    static Crosscheck judged(Collection<CheckResult> checks, List<Earlier> earlier, List<HeldValue> held) {
        List<Line> lines = new ArrayList<>();
        checks.stream().filter(CheckResult::isBuilt).forEach(check -> lines.add(version(check, earlier)));
        List<HeldValue> decided =
                held.stream().filter(value -> value.change() != null).toList();
        decided.forEach(value -> lines.add(decision(value)));
        long numbers = held.stream().map(HeldValue::shipped).distinct().count();
        long things = numbers + checks.stream().filter(CheckResult::isBuilt).count();
        long changed =
                lines.stream().filter(Line::differs).map(Line::item).distinct().count();
        return Crosscheck.made(
                Crosscheck.Test.R10,
                new Figure(things, "Checks of this pack that are built, and numbers of their profile."),
                new Figure(
                        things - changed,
                        "Those with one version in all verdicts kept of the period, and with no value that people decided in it."),
                "Versions are those of verdicts that were kept; without one, only the version of this pack is known. Which version of the product"
                        + " ran on which day is not kept: the manifest names the one that made this pack.",
                lines);
    }

    private static Line version(CheckResult check, List<Earlier> earlier) {
        String id = check.check().id();
        List<Earlier> others = earlier.stream()
                .filter(one -> one.id().equals(id) && one.version() != check.version())
                .toList();
        boolean known = earlier.stream().anyMatch(one -> one.id().equals(id));
        return new Line(
                "check " + id,
                "version " + check.version(),
                String.join(
                        ", ",
                        others.stream().map(one -> "version " + one.version()).toList()),
                others.isEmpty() ? known ? Line.Standing.AGREES : Line.Standing.NOT_COMPARED : Line.Standing.DIFFERS,
                others.isEmpty()
                        ? known ? "The only version in verdicts of the period." : "No verdict of the period is kept."
                        : "Last used on " + Written.day(others.getLast().lastAt())
                                + ". A version comes with a release of the product; this pack is judged by one.");
    }

    private static Line decision(HeldValue value) {
        return new Line(
                "parameter " + value.shipped().name(),
                String.valueOf(value.shipped().value()),
                String.valueOf(value.value()),
                Line.Standing.DIFFERS,
                "Proposed by " + value.proposer() + ", approved by " + value.approver() + "; see parameters.csv.");
    }
}
