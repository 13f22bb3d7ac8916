package io.exhibit.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.exhibit.controls.Catalogue;
import io.exhibit.estate.Scope;
import io.exhibit.kernel.Period;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

/** A quarter whose rows were counted by hand: from the middle of July to the end of September. */
@SpringBootTest
@AutoConfigureMockMvc
class PatchProgressTests {

    @TempDir
    private Path directory;

    @Autowired
    private Catalogue catalogue;

    @Test
    void countsMonthsDeadlinesAndDaysFromTheRowsOfTheRegister() throws IOException {
        PatchProgress progress = PatchProgress.of(
                frame(),
                spool(
                        row("HIGH", "2026-06-01", "2026-08-10", null, null, null),
                        row("HIGH", "2026-07-20", "2026-08-20", "2026-08-19", "2026-08-20", "PROVEN"),
                        row("HIGH", "2026-07-01", "2026-07-31", "2026-07-30", "2026-07-30", "NOT_PROVEN"),
                        row("LOW", "2026-08-01", "2026-07-16", "2026-08-11", "2026-08-31", "PROVEN"),
                        row("LOW", "2026-09-05", "2026-12-01", "2026-10-05", null, "PROVEN"),
                        row(null, "2026-07-01", null, "2026-07-10", "2026-07-20", "PROVEN")));

        ReportText.Progress words = progress.words();

        assertThat(words.months())
                .as("what is fixed and still runs at the beginning is closed; what was closed later is open")
                .extracting(
                        ReportText.MonthLine::name,
                        ReportText.MonthLine::opening,
                        ReportText.MonthLine::opened,
                        ReportText.MonthLine::closed,
                        ReportText.MonthLine::ending,
                        ReportText.MonthLine::fell,
                        ReportText.MonthLine::inTime)
                .containsExactly(
                        tuple("Jul 2026", "2", "1", "1", "2", "1", "0 %"),
                        tuple("Aug 2026", "2", "1", "2", "1", "3", "33 %"),
                        tuple("Sep 2026", "1", "1", "0", "2", "0", "none fell"));
        assertThat(words.ranks())
                .containsExactly(
                        new ReportText.RankLine("high", "3", "1", "1", "1", "33 %", "2", "30.0"),
                        new ReportText.RankLine("low", "1", "0", "0", "1", "0 %", "1", "30.0"),
                        new ReportText.RankLine("not ranked", "0", "0", "0", "0", "none fell", "1", "19.0"),
                        new ReportText.RankLine("all together", "4", "1", "1", "2", "25 %", "4", "27.3"));
        assertThat(words.lead()).contains("the 6 rows of findings.csv", "Of 4 deadlines that fell", "25 % were met");
        assertThat(progress.pictures())
                .singleElement()
                .asString()
                .contains("Jul 2026: 2 open at the start, 1 opened, 1 closed.");
    }

    @Test
    void drawsNothingOfNothing() throws IOException {
        PatchProgress progress = PatchProgress.of(frame(), spool());

        assertThat(progress.pictures()).isEmpty();
        assertThat(progress.words())
                .isEqualTo(new ReportText.Progress(
                        "Nothing was open in the period, so there is nothing to count.",
                        List.of(),
                        List.of(),
                        List.of()));
    }

    private Frame frame() {
        return new Frame(
                catalogue.frameworks().getFirst(),
                Scope.parse("all"),
                new Period(Instant.parse("2026-07-15T00:00:00Z"), Instant.parse("2026-10-01T00:00:00Z")),
                Instant.parse("2026-10-04T00:00:00Z"),
                100);
    }

    private static Map<String, @Nullable String> row(
            @Nullable String rank,
            String opened,
            @Nullable String due,
            @Nullable String closed,
            @Nullable String gone,
            @Nullable String closing) {
        Map<String, @Nullable String> row = new HashMap<>();
        row.put("rank", rank);
        row.put("episode", "1");
        row.put("opened_at", time(opened));
        row.put("shown_at", time(opened));
        row.put("due_at", time(due));
        row.put("closed_at", time(closed));
        row.put("gone_at", time(gone));
        row.put("closing", closing);
        return row;
    }

    private static @Nullable String time(@Nullable String day) {
        return day == null ? null : day + "T00:00:00Z";
    }

    @SafeVarargs
    private Spool spool(Map<String, @Nullable String>... rows) throws IOException {
        Register register = FindingRegister.in(frame());
        try (Spool.Writer writer = new Spool.Writer(register, directory)) {
            int n = 0;
            for (Map<String, @Nullable String> row : rows) {
                row.put("finding_id", String.valueOf(n++));
                List<@Nullable String> values = new ArrayList<>();
                register.columns().forEach(column -> values.add(row.get(column.name())));
                writer.row(values);
            }
            return writer.done();
        }
    }
}
