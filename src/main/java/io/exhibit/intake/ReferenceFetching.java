package io.exhibit.intake;

import io.exhibit.intake.ReferenceDownload.NotFetched;
import io.exhibit.intake.ReferenceFeed.Validators;
import io.exhibit.kernel.Passing;
import io.exhibit.kernel.Refusal;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Spool;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Fetches others' catalogues from where the operator set, and loads them as if they had been posted. What fails leaves what is loaded as
 * it is, is shown, and is tried again. One replica at a time, by a claim that ends.
 */
@Component
public class ReferenceFetching {

    private static final Logger LOG = LoggerFactory.getLogger(ReferenceFetching.class);

    private static final String PRODUCT = "{product}";

    private final Settings settings;
    private final ReferenceFeeds feeds;
    private final ReferenceLooks looks;
    private final ObjectProvider<ReferenceSource> sources;
    private final DiskGuard disk;
    private final Clock clock;

    ReferenceFetching(
            Settings settings,
            ReferenceFeeds feeds,
            ReferenceLooks looks,
            ObjectProvider<ReferenceSource> sources,
            DiskGuard disk,
            Clock clock) {
        this.settings = settings;
        this.feeds = feeds;
        this.looks = looks;
        this.sources = sources;
        this.disk = disk;
        this.clock = clock;
    }

    /** An empty address: not fetched. */
    record Wanted(
            @DefaultValue("") String url,
            @DefaultValue("PT24H") Duration every) {}

    /** endoflife has {product} in its address, for each of the products. */
    @ConfigurationProperties("exhibit.reference.fetch")
    record Settings(
            @DefaultValue Wanted kev,
            @DefaultValue Wanted epss,
            @DefaultValue Wanted endoflife,
            @DefaultValue({}) List<String> products,
            @DefaultValue("PT1H") Duration again,
            @DefaultValue("PT2M") Duration timeout) {

        List<ReferenceFeed> feeds() {
            List<ReferenceFeed> feeds = new ArrayList<>();
            add(feeds, "KEV", kev);
            add(feeds, "EPSS", epss);
            if (!endoflife.url().isBlank()) {
                products.forEach(product -> feeds.add(new ReferenceFeed(
                        "ENDOFLIFE", product, endoflife.url().strip().replace(PRODUCT, product), endoflife.every())));
            }
            return feeds;
        }

        private static void add(List<ReferenceFeed> feeds, String source, Wanted wanted) {
            if (!wanted.url().isBlank()) {
                feeds.add(new ReferenceFeed(source, "", wanted.url().strip(), wanted.every()));
            }
        }
    }

    /** How it stands with what is fetched, as the page of reference data shows it. */
    public List<ReferenceFeed.Standing> standings() {
        return feeds.standings(settings.feeds());
    }

    @Scheduled(fixedDelayString = "${exhibit.reference.fetch.look:PT30S}")
    void look() {
        settings.feeds().forEach(this::turn);
    }

    private void turn(ReferenceFeed feed) {
        try {
            ReferenceFeeds.Patience patience = new ReferenceFeeds.Patience(
                    settings.again(), settings.timeout().plusMinutes(5));
            Optional<Validators> known = feeds.claim(feed, patience);
            if (known.isPresent()) {
                fetch(feed, known.get());
            }
        } catch (RuntimeException failed) {
            if (Passing.isPassing(failed)) {
                LOG.info("Reference data is fetched later", failed);
            } else {
                LOG.error("Reference data could not be fetched; it is tried again", failed);
            }
        }
    }

    private void fetch(ReferenceFeed feed, Validators known) {
        ReferenceSource source = sources.stream()
                .filter(one -> one.name().equals(feed.source()))
                .findFirst()
                .orElseThrow();
        try {
            disk.check();
            ReferenceDownload.Answer answer =
                    ReferenceDownload.get(feed.url(), known, source.largest(), settings.timeout());
            if (answer.bytes() == null) {
                feeds.succeeded(feed, false, null);
                looks.keep(feed.source(), feed.product(), clock.instant());
            } else {
                load(feed, source, answer, answer.bytes());
            }
        } catch (NotFetched notFetched) {
            failed(feed, notFetched.reason());
        } catch (Refusal refused) {
            failed(feed, refused.detail());
        } catch (IOException failed) {
            failed(
                    feed,
                    "what came could not be put aside: " + failed.getClass().getSimpleName());
        } catch (RuntimeException failed) {
            failed(feed, "it could not be loaded: " + failed.getClass().getSimpleName());
            throw failed;
        }
    }

    private void load(ReferenceFeed feed, ReferenceSource source, ReferenceDownload.Answer answer, Spool bytes)
            throws IOException {
        try (bytes) {
            ReferenceOrigin origin = new ReferenceOrigin(
                    new Actor(Actor.Kind.SYSTEM, null, "exhibit, from " + feed.url(), "local"),
                    Map.of(
                            "url",
                            feed.url(),
                            "status",
                            answer.status(),
                            "fetchedAt",
                            clock.instant().toString(),
                            "etag",
                            String.valueOf(
                                    Optional.ofNullable(answer.said().etag()).orElse("")),
                            "lastModified",
                            String.valueOf(Optional.ofNullable(answer.said().lastModified())
                                    .orElse(""))));
            ReferenceLoads.Load load = source.loader().load(feed.product(), bytes, origin);
            feeds.succeeded(feed, load.loadedBy().equals(origin.by().name()), answer.said());
        }
    }

    private void failed(ReferenceFeed feed, String reason) {
        feeds.failed(feed, reason);
        LOG.warn("{} {} was not fetched: {}", feed.source(), feed.product(), reason);
    }
}
