package io.exhibit.dashboard;

import io.exhibit.access.CsvFile;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Csv;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables of the figures of patching, each as a file; every line ends with the time it is of. */
enum ProgressFile {
    OWNERS(
            "system,name,owner,email,past_due,past_due_covered,past_due_compensated,due_in_7_days,due_in_14_days,due_in_30_days,with_fixed_version,first_due_at"),
    AGES("rank,open,up_to_7_days,up_to_30_days,up_to_90_days,up_to_180_days,older,oldest_found_at"),
    DEADLINES("clock,rank,year,fell,met,closed_not_proven,closed_late,still_open"),
    DURATIONS("rank,year,closed,average_days,median_days,ninth_decile_days"),
    MONTHS("month,open_at_start,opened,closed,open_at_end,deadlines_fell,deadlines_met,deadlines_closed_not_proven");

    private final String head;

    ProgressFile(String head) {
        this.head = head;
    }

    private Stream<List<@Nullable Object>> lines(ProgressStore store, String scope, AsOf asOf) {
        return switch (this) {
            case OWNERS -> store.owners(scope, asOf).stream().map(ProgressFile::owner);
            case AGES -> store.ages(scope, asOf).stream().map(ProgressFile::age);
            case DEADLINES -> store.inTime(scope, asOf).stream().flatMap(ProgressFile::inTime);
            case DURATIONS -> store.speeds(scope, asOf).stream().flatMap(ProgressFile::speed);
            case MONTHS -> store.months(scope, asOf).stream().map(ProgressFile::month);
        };
    }

    /** As a link names it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    void write(HttpServletResponse response, ProgressStore store, String scope, AsOf asOf) throws IOException {
        Csv csv = CsvFile.begin(
                response, "exhibit-progress-" + text(), List.of((head + ",as_of,known_on").split(",", -1)));
        lines(store, scope, asOf).forEach(cells -> {
            List<@Nullable Object> line = new ArrayList<>(cells);
            line.add(asOf.at());
            line.add(asOf.known());
            csv.line(line);
        });
        csv.flush();
    }

    private static List<@Nullable Object> owner(ProgressFigures.Owner owner) {
        ProgressFigures.Due due = owner.due();
        return Arrays.asList(
                owner.code(),
                owner.name(),
                owner.owner(),
                owner.email(),
                due.late(),
                due.covered(),
                due.compensated(),
                due.week(),
                due.fortnight(),
                due.month(),
                due.fixable(),
                owner.firstAt());
    }

    private static List<@Nullable Object> age(ProgressFigures.Age age) {
        return Arrays.asList(
                age.rank(), age.open(), age.week(), age.month(), age.quarter(), age.half(), age.older(), age.oldest());
    }

    private static Stream<List<@Nullable Object>> inTime(ProgressFigures.InTime line) {
        return Stream.of(fell(line, "last", line.year()), fell(line, "before", line.before()));
    }

    private static List<@Nullable Object> fell(ProgressFigures.InTime line, String year, ProgressFigures.Fell fell) {
        return Arrays.asList(
                line.clock().name(),
                line.rank(),
                year,
                fell.fell(),
                fell.met(),
                fell.unproven(),
                fell.late(),
                fell.open());
    }

    private static Stream<List<@Nullable Object>> speed(ProgressFigures.Speed line) {
        return Stream.of(taken(line, "last", line.year()), taken(line, "before", line.before()));
    }

    private static List<@Nullable Object> taken(ProgressFigures.Speed line, String year, ProgressFigures.Taken taken) {
        return Arrays.asList(line.rank(), year, taken.closed(), taken.mean(), taken.median(), taken.slowest());
    }

    private static List<@Nullable Object> month(ProgressFigures.Month month) {
        return Arrays.asList(
                month.begins(),
                month.balance().opening(),
                month.balance().opened(),
                month.balance().closed(),
                month.balance().ending(),
                month.fell().fell(),
                month.fell().met(),
                month.fell().unproven());
    }
}
