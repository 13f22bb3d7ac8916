package io.exhibit.packs;

import io.exhibit.assessment.CheckResult;
import io.exhibit.kernel.Written;
import io.exhibit.packs.Crosscheck.Figure;
import io.exhibit.packs.Crosscheck.Line;
import io.exhibit.packs.KeyComparison.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** R1: do the populations have as many rows as queries find that are not those of the checks? */
final class CountCheck {

    static final String CRITICAL = "C07";
    static final String OTHERS = "C08";
    static final String ALERTS = "C17";
    static final String IMAGES = "C02";

    private static final String SCANNED = """
            SELECT count(DISTINCT c.image_id)
              FROM scans.pub_scan c
             WHERE c.recorded_at >= :from AND c.recorded_at < :to AND c.recorded_at <= :asOf
               AND c.target_id IN (SELECT i.target_id FROM estate.pub_target_in(:scope, :judgedAt, :asOf) AS i)
            """;

    private final Dossier dossier;
    private final Map<String, CheckResult> open;
    private final List<Line> lines = new ArrayList<>();
    private long rows;
    private long elsewhere;

    private CountCheck(Dossier dossier) {
        this.dossier = dossier;
        this.open = new TreeMap<>(dossier.checks());
        open.values().removeIf(check -> !check.isBuilt());
    }

    static Crosscheck of(JdbcClient jdbc, Drawing drawing, Dossier dossier) throws IOException {
        CountCheck check = new CountCheck(dossier);
        check.patches(drawing);
        check.alerts(drawing);
        check.images(jdbc);
        return check.done();
    }

    /** Draws a register once more, for a scope that the pack's own is not drawn for. */
    @FunctionalInterface
    interface Drawing {
        Spool draw(Register register) throws IOException;
    }

    /** One register is divided between two checks; with one of them alone there is nothing to compare it with. */
    private void patches(Drawing drawing) throws IOException {
        CheckResult critical = open.get(CRITICAL);
        if (critical != null && open.containsKey(OTHERS)) {
            Spool register = isOfPack(critical)
                    ? dossier.register(FindingRegister.NAME)
                    : drawing.draw(FindingRegister.keys(frame(critical)));
            compared(
                    CRITICAL + " and " + OTHERS + ", " + source(critical, "findings.csv"),
                    KeyComparison.of(List.of(population(CRITICAL), population(OTHERS)), findings(register)));
            open.keySet().removeAll(List.of(CRITICAL, OTHERS));
        }
    }

    private void alerts(Drawing drawing) throws IOException {
        CheckResult alerts = open.get(ALERTS);
        if (alerts != null) {
            Spool register = isOfPack(alerts)
                    ? dossier.register(AlertRegister.NAME)
                    : drawing.draw(AlertRegister.keys(frame(alerts)));
            compared(
                    ALERTS + ", " + source(alerts, "alerts.csv"),
                    KeyComparison.of(List.of(population(ALERTS)), new Side(register, values -> values.getFirst())));
            open.remove(ALERTS);
        }
    }

    /** Guidance for some systems, asked about everything, is asked about these. */
    private boolean isOfPack(CheckResult check) {
        return check.question().scope().equals(dossier.frame().scope());
    }

    private Frame frame(CheckResult check) {
        return dossier.frame().about(check.question().scope());
    }

    private String source(CheckResult check, String file) {
        return isOfPack(check)
                ? file
                : "the query of " + file + " asked about "
                        + check.question().scope().text();
    }

    private void images(JdbcClient jdbc) {
        CheckResult check = open.get(IMAGES);
        if (check == null) {
            return;
        }
        long found = jdbc.sql(SCANNED)
                .params(frame(check).parameters())
                .query(Long.class)
                .single();
        long here = dossier.population(IMAGES).orElseThrow().rows();
        count(here, found);
        lines.add(Crosscheck.line(
                IMAGES + ", a count of the images that scans of the period were about", here, found, "Counts alone."));
        open.remove(IMAGES);
    }

    private Side population(String check) {
        return new Side(dossier.population(check).orElseThrow(), values -> values.getFirst());
    }

    /** What another name of a finding on the list was is no item of a check. */
    static Side findings(Spool findings) {
        int episode = findings.register().position("episode");
        int reason = findings.register().position("close_reason");
        return new Side(
                findings,
                values -> "SAME_FINDING".equals(values.get(reason))
                        ? null
                        : values.getFirst() + "/" + values.get(episode));
    }

    private void compared(String item, KeyComparison found) {
        count(found.first(), found.second());
        lines.add(Crosscheck.line(item, found.first(), found.second(), "Row by row, by their keys."));
        lines.addAll(differences(found));
    }

    static List<Line> differences(KeyComparison found) {
        List<Line> lines = new ArrayList<>();
        found.onlyFirst().forEach(key -> lines.add(differs(key, "listed", "", "Only in the population of a check.")));
        found.onlySecond().forEach(key -> lines.add(differs(key, "", "listed", "Only in the other register.")));
        if (found.unlisted() > 0) {
            lines.add(differs(
                    "and " + Written.count(found.unlisted()) + " more", "", "", "Too many to be listed: this blocks."));
        }
        return lines;
    }

    private static Line differs(String item, String first, String second, String words) {
        return new Line(item, first, second, Line.Standing.DIFFERS, words);
    }

    private void count(long first, long second) {
        rows += first;
        elsewhere += second;
    }

    private Crosscheck done() {
        open.forEach((check, result) -> lines.add(new Line(
                check,
                String.valueOf(result.counts().population()),
                "",
                Line.Standing.NOT_COMPARED,
                "No second source of this population is at hand.")));
        return judged(rows, elsewhere, lines);
    }

    static Crosscheck judged(long rows, long elsewhere, List<Line> lines) {
        String files =
                " The rows of CSV, JSON, workbook and report are counted against each other, too; a pack in which"
                        + " they differ is not made.";
        if (lines.stream().allMatch(line -> line.standing() == Line.Standing.NOT_COMPARED)) {
            return Crosscheck.notDone(
                    Crosscheck.Test.R1, "None of the populations has a second source here." + files, lines);
        }
        long without = lines.stream()
                .filter(line -> line.standing() == Line.Standing.NOT_COMPARED)
                .count();
        return Crosscheck.made(
                Crosscheck.Test.R1,
                new Figure(rows, "Rows of the populations that have a second source, as their checks select them."),
                new Figure(
                        elsewhere,
                        "Rows of findings.csv (without other names of a listed finding) and alerts.csv, or of their queries where a check was asked about another scope, and a count of scanned images: queries of"
                                + " their own."),
                (without == 0
                                ? "Every population has a second source."
                                : Written.count(without, "population has", "populations have")
                                        + " no second source here.")
                        + files,
                lines);
    }
}
