package io.exhibit.findings;

import io.exhibit.kernel.AsOf;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts over everything. What is counted quickly is counted each time; what takes longer is kept, so that nobody waits for it, and
 * counted again behind the page, for at most a tenth of the time that passes. Times are instants.
 */
@Component
public class Figures {

    private static final Logger LOG = LoggerFactory.getLogger(Figures.class);
    private static final int SHARE = 10;

    /** Older than this nobody is shown what is asked of now. A day in the past changes only by what is read, or attributed, later. */
    private static final Duration OLDEST_NOW = Duration.ofMinutes(15);

    private static final Duration OLDEST_THEN = Duration.ofDays(1);

    /** Nobody waits for what takes so long: it is shown as it was counted last, with the time of that, while it is counted again. */
    private static final Duration LONG = Duration.ofSeconds(10);

    private static final Duration OLDEST_OF_LONG = Duration.ofHours(25);

    /** For so long a question about now is counted again without being asked: over a weekend, too. */
    private static final Duration ASKED_LATELY = Duration.ofDays(3);

    private final KeptFigures kept;
    private final Clock clock;
    private final Duration quick;
    private final Map<KeptFigures.Key, Slow> slow = new ConcurrentHashMap<>();

    Figures(KeptFigures kept, Clock clock, @Value("${exhibit.figures.quick:PT0.1S}") Duration quick) {
        this.kept = kept;
        this.clock = clock;
        this.quick = quick;
    }

    /** What everybody looks at first: asked every night, so that nobody waits for it in the morning. */
    public interface Morning {

        /** Asks for the figures of now, as the page does that is opened without any choice. */
        void ask();
    }

    /** An answer, and when it was counted if that was not just now. */
    public record Counted<T>(T answer, @Nullable Instant at) {}

    /** A question that takes long, how to answer it, and when somebody last asked. */
    private record Slow(AsOf asOf, Function<AsOf, ?> counting, Instant askedAt) {}

    /** Answers a question about everything. Name: of the figures; question: whatever else they depend on but the time, as text. */
    public <T> Counted<T> of(String name, String question, AsOf asOf, Class<T> type, Function<AsOf, T> counting) {
        KeptFigures.Key key = new KeptFigures.Key(name, question + asOf.key());
        Slow asked = new Slow(asOf, counting, clock.instant());
        Optional<KeptFigures.Kept<T>> before = kept.find(key, type).filter(found -> isFreshEnough(found, asOf));
        if (before.isPresent()) {
            slow.put(key, asked);
            return new Counted<>(before.get().answer(), before.get().at());
        }
        T answer = counting.apply(asOf);
        if (keep(key, answer, asked.askedAt())) {
            slow.put(key, asked);
        }
        return new Counted<>(answer, null);
    }

    private boolean isFreshEnough(KeptFigures.Kept<?> found, AsOf asOf) {
        Duration pauses = found.took().multipliedBy(2 * SHARE);
        Duration oldest = oldest(found.took(), asOf);
        return age(found.at()).compareTo(pauses.compareTo(oldest) > 0 ? pauses : oldest) <= 0;
    }

    private static Duration oldest(Duration took, AsOf asOf) {
        if (!asOf.isKnownNow()) {
            return OLDEST_THEN;
        }
        return took.compareTo(LONG) < 0 ? OLDEST_NOW : OLDEST_OF_LONG;
    }

    @Scheduled(fixedDelayString = "${exhibit.figures.every:PT5S}")
    void countAgain() {
        slow.forEach((key, question) -> {
            try {
                countAgain(key, question);
            } catch (RuntimeException failed) {
                LOG.warn("The figures {} could not be counted; it is tried again", key.name(), failed);
            }
        });
    }

    private void countAgain(KeptFigures.Key key, Slow question) {
        Optional<KeptFigures.Kept<Object>> before = kept.find(key, Object.class);
        boolean asked = before.isEmpty() || before.get().at().isBefore(question.askedAt());
        boolean lately = question.asOf().isNow() && age(question.askedAt()).compareTo(ASKED_LATELY) < 0;
        if (!asked && !lately) {
            slow.remove(key, question);
        } else if (before.isEmpty()
                || age(before.get().at()).compareTo(before.get().took().multipliedBy(SHARE)) >= 0) {
            Instant at = clock.instant();
            keep(key, question.counting().apply(question.asOf().again(at)), at);
        }
    }

    /** Keeps what took long to count; what no longer does is forgotten. */
    private boolean keep(KeptFigures.Key key, Object answer, Instant at) {
        Duration took = age(at);
        boolean isLong = took.compareTo(quick) >= 0;
        if (isLong) {
            kept.keep(key, new KeptFigures.Kept<>(answer, at, took));
        } else if (slow.remove(key) != null) {
            kept.forget(key);
        }
        return isLong;
    }

    private Duration age(Instant at) {
        return Duration.between(at, clock.instant());
    }
}
