package io.exhibit.demo;

import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.ledger.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Plays the half year: moves the clock from step to step, and lets it go when the present is reached. Exhibit counts as not ready
 * until then. A start after an interruption goes on behind the last step that left its entry in the ledger.
 */
@Component
@OnDemo
@Order(2)
class Loader implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(Loader.class);
    private static final String TOKEN = "demonstration pipeline";

    private final Course course;
    private final DemoClock clock;
    private final Play play;
    private final WaitingRoom waitingRoom;
    private final MachineTokens tokens;
    private final JdbcClient jdbc;
    private final Environment environment;

    Loader(
            Course course,
            DemoClock clock,
            Play play,
            WaitingRoom waitingRoom,
            MachineTokens tokens,
            JdbcClient jdbc,
            Environment environment) {
        this.course = course;
        this.clock = clock;
        this.play = play;
        this.waitingRoom = waitingRoom;
        this.tokens = tokens;
        this.jdbc = jdbc;
        this.environment = environment;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!clock.isStopped()) {
            return;
        }
        Instant began = clock.realTime();
        LOG.info("Loading the demonstration: half a year of an invented bank, through Exhibit's own doors");
        EnumSet<Permission> needed = EnumSet.of(
                Permission.SCANS_WRITE,
                Permission.EVENTS_WRITE,
                Permission.DEPLOYMENTS_WRITE,
                Permission.ATTESTATIONS_WRITE,
                Permission.VEX_WRITE,
                Permission.REFERENCE_WRITE);
        String token = tokens.issue(
                TOKEN,
                needed,
                Duration.between(course.beginning(), course.end()).plusDays(1),
                Actor.SYSTEM);
        waitingRoom.letPass(token);
        try (Door door =
                new Door("http://localhost:" + environment.getRequiredProperty("local.server.port"), token, clock)) {
            for (Schedule.Step step :
                    play.schedule(course.beginning(), course.end(), door).after(clock.instant())) {
                clock.stopAt(step.at());
                play(step);
            }
        }
        clock.stopAt(course.end());
        revoke();
        clock.release();
        LOG.info(
                "The demonstration is loaded, in {} s",
                Duration.between(began, clock.instant()).toSeconds());
    }

    private static void play(Schedule.Step step) {
        try {
            step.act().play(step.at());
        } catch (RuntimeException failed) {
            throw new IllegalStateException(
                    "The demonstration stopped at: " + step.what() + ". Start again to go on from there, or empty the"
                            + " data directory to begin anew.",
                    failed);
        }
    }

    /** Its own tokens end with it, an interrupted start's included. The entry of this is the mark that all is done. */
    private void revoke() {
        List<UUID> issued = jdbc.sql("SELECT id FROM access.pub_token WHERE name = :name AND revoked_at IS NULL")
                .param("name", TOKEN)
                .query(UUID.class)
                .list();
        issued.forEach(id -> tokens.revoke(id, Actor.SYSTEM));
    }
}
