package io.exhibit.demo;

import io.exhibit.access.Role;
import io.exhibit.examinations.Mandates;
import io.exhibit.examinations.Terms;
import io.exhibit.ledger.Actor;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the made-up bank's examiner may see: its officer gives a mandate, another approves it on the next day. */
@Component
@OnDemo
class MandateDesk {

    private final Scenario scenario;
    private final Director director;
    private final Mandates mandates;
    private final JdbcClient jdbc;

    MandateDesk(Scenario scenario, Director director, Mandates mandates, JdbcClient jdbc) {
        this.scenario = scenario;
        this.director = director;
        this.mandates = mandates;
        this.jdbc = jdbc;
    }

    /** A mandate for the examiner: given on a day, in force for some days, about the days of the half year, all from the first midnight. */
    record Examined(String authority, List<String> frameworks, List<String> scopes, int day, int days) {}

    void schedule(Schedule schedule, Instant midnight) {
        Examined examined = scenario.others().examined();
        Instant morning = midnight.plus(Duration.ofDays(examined.day())).plus(Duration.ofHours(10));
        schedule.add(morning, "mandate of the examiner", then -> give(examined, midnight));
        schedule.add(
                morning.plus(Duration.ofDays(1)),
                "approval of the mandate",
                then -> mandates.approve(
                        newest(), director.person(scenario.roles().another())));
    }

    private void give(Examined examined, Instant midnight) {
        LocalDate first = LocalDate.ofInstant(midnight, ZoneOffset.UTC);
        LocalDate given = first.plusDays(examined.day());
        mandates.give(
                new Terms(
                        Objects.requireNonNull(examiner().id()),
                        examined.authority(),
                        examined.frameworks(),
                        examined.scopes(),
                        new Terms.Days(first, first.plusDays(scenario.past().toDays())),
                        new Terms.Days(given, given.plusDays(examined.days()))),
                director.person(scenario.roles().officer()));
    }

    private Actor examiner() {
        return scenario.people().stream()
                .filter(member -> member.role() == Role.EXAMINER)
                .findFirst()
                .map(member -> director.person(member.email()))
                .orElseThrow();
    }

    private long newest() {
        return jdbc.sql("SELECT max(m.entry_index) FROM examinations.pub_mandate m")
                .query(Long.class)
                .single();
    }
}
