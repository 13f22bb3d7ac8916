package io.exhibit.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/** Has the newest checkpoint stamped with an authority's time (RFC 3161), every hour and after a pack was sealed. */
@Component
class TimestampAnchor implements Anchor {

    static final String NAME = "timestamp";

    private final Settings settings;
    private final Stamping stamping;
    private final Checkpoints checkpoints;
    private final Timestamps timestamps;
    private final Clock clock;

    TimestampAnchor(Settings settings, Checkpoints checkpoints, Timestamps timestamps, Clock clock) {
        this.settings = settings;
        this.stamping = new Stamping(settings);
        this.checkpoints = checkpoints;
        this.timestamps = timestamps;
        this.clock = clock;
    }

    /** Url: the authority's; empty: none. Certificates: a file with those at the end of its chain. */
    @ConfigurationProperties("exhibit.timestamp")
    record Settings(
            @DefaultValue("") String url,
            @DefaultValue("") String certificates,
            @DefaultValue("PT1H") Duration every,
            @DefaultValue("PT10S") Duration timeout) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isWanted() {
        return stamping.isWanted();
    }

    @Override
    public void turn() throws Unusable {
        Optional<Checkpoints.Published> newest = checkpoints.newest();
        if (newest.isPresent()
                && dueSince().filter(due -> !due.isAfter(clock.instant())).isPresent()) {
            Checkpoint checkpoint = newest.get().checkpoint();
            timestamps.keep(checkpoint, stamping.over(checkpoint.note().getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Override
    public Optional<Instant> dueSince() {
        Optional<Vouched> last = timestamps.newest();
        long stamped = last.map(Vouched::size).orElse(0L);
        return checkpoints.firstAbove(stamped).map(first -> {
            if (last.isEmpty() || isSealed(stamped)) {
                return first;
            }
            Instant next = last.get().kept().plus(settings.every());
            return first.isAfter(next) ? first : next;
        });
    }

    private boolean isSealed(long stamped) {
        return checkpoints
                .newest()
                .filter(newest ->
                        timestamps.packsSealed(stamped, newest.checkpoint().size()))
                .isPresent();
    }

    @Override
    public Optional<Vouched> last() {
        return timestamps.newest();
    }
}
