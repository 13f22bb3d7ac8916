package io.exhibit.packs;

import io.exhibit.controls.Catalogue;
import io.exhibit.controls.Framework;
import io.exhibit.controls.Standing;
import io.exhibit.estate.Scope;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Period;
import io.exhibit.kernel.Visible;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what a pack is asked for, and refuses what cannot be meant, saying what would do. */
@Component
class PackOrders {

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private final Catalogue catalogue;
    private final CoverageFigures figures;
    private final Clock clock;

    PackOrders(Catalogue catalogue, CoverageFigures figures, Clock clock) {
        this.catalogue = catalogue;
        this.figures = figures;
        this.clock = clock;
    }

    PackOrder read(PackParameters asked) {
        Instant now = clock.instant();
        Framework framework = framework(asked.framework());
        Scope scope = scope(asked.scope(), asked.system());
        Instant from = instant("from", asked.from(), 0);
        Instant to = instant("to", asked.to(), 1);
        if (!from.isBefore(to)) {
            throw new InvalidRequest("The period must end after it begins: from is " + from + ", to is " + to + ".");
        }
        AsOf asOf = AsOf.read(asked.asOf(), clock);
        if (asOf.at().isAfter(now.plusSeconds(86_400))) {
            throw new InvalidRequest("asOf lies in the future: nobody knows yet what will be known then.");
        }
        if (from.isBefore(EARLIEST) || !from.isBefore(now)) {
            throw new InvalidRequest("The period must begin in the past, and not before 2000.");
        }
        return new PackOrder(
                framework.id(),
                scope,
                new Period(from, to),
                asOf.at(),
                Correction.read(asked.supersedes(), asked.reason()));
    }

    /** Those that packs are made for. */
    List<Framework> frameworks() {
        return catalogue.frameworks().stream()
                .filter(framework -> framework.standing() == Standing.OPERATIVE)
                .toList();
    }

    /** The last whole quarter: its first and last day. */
    List<LocalDate> lastQuarter() {
        YearMonth month = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
        YearMonth first = month.minusMonths((month.getMonthValue() - 1) % 3 + 3L);
        return List.of(first.atDay(1), first.plusMonths(2).atEndOfMonth());
    }

    private Framework framework(@Nullable String name) {
        String known =
                frameworks().stream().map(framework -> framework.id().text()).collect(Collectors.joining(", "));
        if (name == null || name.isBlank()) {
            throw new InvalidRequest("framework is missing. There are: " + known + ".");
        }
        Framework framework = catalogue
                .find(name)
                .orElseThrow(() -> new InvalidRequest(
                        "There is no framework " + Visible.line(name) + ". There are: " + known + "."));
        if (framework.standing() != Standing.OPERATIVE) {
            throw new InvalidRequest(
                    framework.name() + " is withdrawn; no packs are made for it. There are: " + known + ".");
        }
        return framework;
    }

    private Scope scope(@Nullable String text, @Nullable String system) {
        if (system == null || system.isBlank()) {
            return existing(Scope.parse(text == null || text.isBlank() ? "all" : text.strip()));
        }
        if (text != null && !text.isBlank()) {
            throw new InvalidRequest("Give scope or system, not both.");
        }
        return existing(Scope.parse("system:" + system.strip()));
    }

    private Scope existing(Scope scope) {
        if (scope.text().startsWith("system:") && !figures.isSystem(scope.text().substring("system:".length()))) {
            throw new InvalidRequest("There is no system " + scope.text().substring("system:".length()) + ".");
        }
        return scope;
    }

    /** A day stands for its beginning, or with days 1 for the beginning of the next: a period to 30 September has that day in it. */
    private static Instant instant(String name, @Nullable String text, int days) {
        if (text == null || text.isBlank()) {
            throw new InvalidRequest(name + " is missing: a day (2026-09-30) or an instant (2026-09-30T00:00:00Z).");
        }
        try {
            return text.strip().length() <= 10
                    ? LocalDate.parse(text.strip())
                            .plusDays(days)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                    : Instant.parse(text.strip());
        } catch (DateTimeParseException unreadable) {
            throw new InvalidRequest(name + " must be a day (2026-09-30) or an instant (2026-09-30T00:00:00Z).");
        }
    }
}
