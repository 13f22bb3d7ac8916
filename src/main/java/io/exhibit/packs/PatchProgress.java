package io.exhibit.packs;

import io.exhibit.findings.BalancePicture;
import io.exhibit.findings.MonthBalance;
import io.exhibit.kernel.Written;
import io.exhibit.packs.ReportText.MonthLine;
import io.exhibit.packs.ReportText.Progress;
import io.exhibit.packs.ReportText.RankLine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How patching went in the period of a pack: counted from the rows of its register of findings, so that anybody can count it again. */
final class PatchProgress {

    private static final double WIDTH = 664;
    private static final int MOST_MONTHS = 24;
    private static final List<String> RANKS = List.of("CRITICAL", "HIGH", "MEDIUM", "LOW", "");

    private final Frame frame;
    private final List<String> names;
    private final List<ProgressMonth> months = new ArrayList<>();
    private final Map<String, ProgressTally> ranks = new LinkedHashMap<>();
    private long rows;

    private PatchProgress(Frame frame, Spool findings) {
        this.frame = frame;
        this.names = findings.register().columns().stream().map(Column::name).toList();
        RANKS.forEach(rank -> ranks.put(rank, new ProgressTally()));
        Instant from = frame.period().from();
        for (LocalDate first = day(from).withDayOfMonth(1); begins(first).isBefore(frame.judgedAt()); ) {
            LocalDate next = first.plusMonths(1);
            Instant start = begins(first);
            months.add(new ProgressMonth(first, start.isBefore(from) ? from : start, begins(next)));
            first = next;
        }
    }

    static PatchProgress of(Frame frame, Spool findings) throws IOException {
        PatchProgress progress = new PatchProgress(frame, findings);
        findings.each(progress::look);
        return progress;
    }

    private void look(List<@Nullable String> values) {
        rows++;
        Instant opened = known(values, "opened_at");
        Instant closed = known(values, "closed_at");
        Instant gone = known(values, "gone_at");
        months.forEach(month -> month.count(opened, closed));
        ProgressTally rank = rank(text(values, "rank"));
        deadline(values, opened, gone, rank);
        if (gone.isBefore(Instant.MAX) && !gone.isBefore(frame.period().from())) {
            rank.ended(days(values, opened, gone));
        }
    }

    private ProgressTally rank(String name) {
        return ranks.computeIfAbsent(RANKS.contains(name) ? name : "", none -> new ProgressTally());
    }

    /** What was due before it was found falls on the day on which it was found. */
    private void deadline(List<@Nullable String> values, Instant opened, Instant gone, ProgressTally rank) {
        String text = text(values, "due_at");
        if (text.isEmpty()) {
            return;
        }
        Instant due = Instant.parse(text);
        Instant fell = due.isBefore(opened) ? opened : due;
        if (fell.isAfter(frame.judgedAt()) || fell.isBefore(frame.period().from())) {
            return;
        }
        boolean inTime = !gone.isAfter(due);
        boolean proven = text(values, "closing").equals("PROVEN");
        rank.fell(inTime, proven);
        months.stream()
                .filter(month -> month.has(fell))
                .forEach(month -> month.tally().fell(inTime, proven));
    }

    /** From the first scan that showed it, of what came back from the one that did so again. */
    private double days(List<@Nullable String> values, Instant opened, Instant gone) {
        Instant shown = known(values, "shown_at");
        boolean first = text(values, "episode").equals("1");
        Instant from = first && shown.isBefore(opened) ? shown : opened;
        return Duration.between(from, gone).toSeconds() / 86_400.0;
    }

    /** What is told only for later than the pack is judged is not known: as if it never were. */
    private Instant known(List<@Nullable String> values, String name) {
        String text = text(values, name);
        Instant at = text.isEmpty() ? Instant.MAX : Instant.parse(text);
        return at.isAfter(frame.judgedAt()) ? Instant.MAX : at;
    }

    private String text(List<@Nullable String> values, String name) {
        String value = values.get(names.indexOf(name));
        return value == null ? "" : value;
    }

    /** Nothing to draw where nothing was ever open. */
    List<String> pictures() {
        return rows == 0
                ? List.of()
                : List.of(BalancePicture.onPaper(
                                shown().stream().map(ProgressMonth::balance).toList(), WIDTH)
                        .markup());
    }

    Progress words() {
        return new Progress(
                lead(),
                pictures().isEmpty() ? List.of() : List.of(0),
                rows == 0
                        ? List.of()
                        : shown().stream().map(PatchProgress::line).toList(),
                Stream.concat(
                                ranks.entrySet().stream()
                                        .filter(one -> one.getValue().isOfAnything())
                                        .map(one -> line(word(one.getKey()), one.getValue())),
                                rows == 0 ? Stream.empty() : Stream.of(line("all together", all())))
                        .toList());
    }

    private String lead() {
        if (rows == 0) {
            return "Nothing was open in the period, so there is nothing to count.";
        }
        ProgressTally all = all();
        return "Counted from the " + Written.count(rows, "row", "rows") + " of findings.csv, as of "
                + Written.minute(frame.judgedAt()) + ". "
                + (all.fell() == 0
                        ? "No deadline fell in the period."
                        : "Of " + Written.count(all.fell(), "deadline", "deadlines") + " that fell in the period, "
                                + all.percent() + " were met; what is still open after its deadline counts as missed.")
                + (months.size() > MOST_MONTHS ? " Of the months the last " + MOST_MONTHS + " are shown." : "");
    }

    private List<ProgressMonth> shown() {
        return months.subList(Math.max(0, months.size() - MOST_MONTHS), months.size());
    }

    private ProgressTally all() {
        ProgressTally all = new ProgressTally();
        ranks.values().forEach(all::add);
        return all;
    }

    private static MonthLine line(ProgressMonth month) {
        MonthBalance balance = month.balance();
        return new MonthLine(
                balance.name(),
                Written.count(balance.opening()),
                Written.count(balance.opened()),
                Written.count(balance.closed()),
                Written.count(balance.ending()),
                Written.count(month.tally().fell()),
                month.tally().percent());
    }

    private static RankLine line(String rank, ProgressTally tally) {
        return new RankLine(
                rank,
                Written.count(tally.fell()),
                Written.count(tally.met()),
                Written.count(tally.unproven()),
                Written.count(tally.missed()),
                tally.percent(),
                Written.count(tally.ended()),
                tally.mean());
    }

    private static String word(String rank) {
        return rank.isEmpty() ? "not ranked" : rank.toLowerCase(Locale.ROOT);
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    private static Instant begins(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
