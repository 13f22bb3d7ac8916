package io.exhibit.ledger;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.tsp.TimeStampRequest;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/** Has the newest checkpoint stamped with an authority's time (RFC 3161), every hour and after a pack was sealed. */
@Component
class TimestampAnchor implements Anchor {

    static final String NAME = "timestamp";

    private static final String QUESTION = "application/timestamp-query";
    private static final String ANSWER = "application/timestamp-reply";

    private final Settings settings;
    private final Checkpoints checkpoints;
    private final Timestamps timestamps;
    private final Clock clock;

    TimestampAnchor(Settings settings, Checkpoints checkpoints, Timestamps timestamps, Clock clock) {
        this.settings = settings;
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
        return !settings.url().isBlank();
    }

    @Override
    public void turn() throws Unusable {
        Optional<Checkpoints.Published> newest = checkpoints.newest();
        if (newest.isPresent()
                && dueSince().filter(due -> !due.isAfter(clock.instant())).isPresent()) {
            Checkpoint checkpoint = newest.get().checkpoint();
            timestamps.keep(checkpoint, ask(checkpoint));
        }
    }

    private TimestampAuthority.Stamp ask(Checkpoint checkpoint) throws Unusable {
        TimestampAuthority authority = TimestampAuthority.trusting(certificates());
        URI address = Outside.address(settings.url(), "");
        TimeStampRequest question = authority.question(checkpoint.note().getBytes(StandardCharsets.UTF_8));
        Outside.Answer answer = Outside.post(address, QUESTION, encoded(question), settings.timeout());
        if (answer.status() != 200 || !answer.type().startsWith(ANSWER)) {
            throw new Unusable("the authority answered with status " + answer.status() + " and no timestamp");
        }
        return authority.read(question, answer.body());
    }

    /** Read each time: a certificate that is replaced is in use at once. */
    private byte[] certificates() throws Unusable {
        try {
            return Files.readAllBytes(Path.of(settings.certificates()));
        } catch (IOException unreadable) {
            throw new Unusable("the file of trusted certificates cannot be read");
        }
    }

    private static byte[] encoded(TimeStampRequest question) {
        try {
            return question.getEncoded();
        } catch (IOException impossible) {
            throw new IllegalStateException("Nothing is written to but memory", impossible);
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
