package io.exhibit.demo;

import io.exhibit.access.Installations;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How far the demonstration has come, read from the ledger, which every step of it leaves an entry in: its first entry is the
 * beginning, its last is where to go on. Sets the clock before anything else runs.
 */
@Component
@OnDemo
class Course implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(Course.class);

    private final JdbcClient jdbc;
    private final Installations installations;
    private final Scenario scenario;
    private final DemoClock clock;
    private volatile Instant beginning = Instant.EPOCH;

    Course(JdbcClient jdbc, Installations installations, Scenario scenario, DemoClock clock) {
        this.jdbc = jdbc;
        this.installations = installations;
        this.scenario = scenario;
        this.clock = clock;
    }

    private record Span(
            @Nullable OffsetDateTime first, @Nullable OffsetDateTime last) {}

    @Override
    public void afterSingletonsInstantiated() {
        Span ledger = jdbc.sql("SELECT min(recorded_at) AS first, max(recorded_at) AS last FROM ledger.pub_entry")
                .query(Span.class)
                .single();
        if (ledger.first() == null || ledger.last() == null) {
            beginning = clock.realTime()
                    .minus(scenario.past())
                    .minus(scenario.lead())
                    .truncatedTo(ChronoUnit.SECONDS);
            clock.stopAt(beginning);
            return;
        }
        if (!installations.current().demo()) {
            LOG.warn("EXHIBIT_DEMO is true, but there is a bank's own evidence here: nothing made up is added to it");
            return;
        }
        beginning = ledger.first().toInstant();
        Instant last = ledger.last().toInstant();
        if (last.isBefore(end())) {
            LOG.info("The demonstration was not loaded to its end; it goes on from {}", last);
            clock.stopAt(last);
        }
    }

    Instant beginning() {
        return beginning;
    }

    /** When the made-up time is over; there is an entry of that time once all of it is loaded. */
    Instant end() {
        return beginning.plus(scenario.lead()).plus(scenario.past());
    }

    /** How many days of the made-up time are loaded. */
    long day() {
        return Math.max(0, ChronoUnit.DAYS.between(beginning.plus(scenario.lead()), clock.instant()));
    }
}
