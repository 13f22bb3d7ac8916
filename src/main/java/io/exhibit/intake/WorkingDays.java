package io.exhibit.intake;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Monday to Friday in UTC; holidays, which differ from bank to bank, count as working days. */
final class WorkingDays {

    private WorkingDays() {}

    /** The instant before which something must have come in to be older than so many working days: they, and one more, lie between. */
    static Instant before(Instant now, int days) {
        LocalDate day = now.atOffset(ZoneOffset.UTC).toLocalDate();
        int passed = 0;
        while (passed <= days) {
            passed += isWorking(day) ? 1 : 0;
            day = day.minusDays(1);
        }
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static boolean isWorking(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }
}
