package io.exhibit.controls;

import io.exhibit.kernel.NotFound;
import io.exhibit.ledger.Originals;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** The frameworks as the page shows them. */
@Component
class FrameworkLines {

    private final Catalogue catalogue;
    private final FrameworkStore store;
    private final Originals originals;
    private final Clock clock;

    FrameworkLines(Catalogue catalogue, FrameworkStore store, Originals originals, Clock clock) {
        this.catalogue = catalogue;
        this.store = store;
        this.originals = originals;
        this.clock = clock;
    }

    /** A framework in force; own: the bank's. */
    public record Line(Framework framework, boolean own, long mapped) {}

    /** A version that waits, and what it would change. */
    public record Waiting(FrameworkVersion version, List<String> differences) {}

    /** All of it at one time. */
    record Lists(Instant at, List<Line> frameworks, List<Waiting> waiting, List<FrameworkVersion> history) {}

    Lists lists() {
        Instant now = clock.instant();
        List<FrameworkVersion> all = store.all();
        return new Lists(
                now,
                catalogue.frameworks().stream().map(this::line).toList(),
                all.stream().filter(one -> one.waits(now)).map(this::waiting).toList(),
                all.stream().filter(one -> !one.waits(now)).toList());
    }

    FrameworkVersion version(long entry) {
        return store.find(entry).orElseThrow(() -> new NotFound("version of a framework"));
    }

    private Line line(Framework framework) {
        return new Line(
                framework,
                !catalogue.isShipped(framework.id()),
                framework.controls().stream()
                        .filter(control -> !control.checks().isEmpty())
                        .count());
    }

    private Waiting waiting(FrameworkVersion version) {
        try (InputStream in = originals.open(version.sha256())) {
            Framework after = FrameworkDocument.read(in.readAllBytes(), version.filing(), catalogue.ownReader());
            Framework before = catalogue.frameworks().stream()
                    .filter(one -> one.id().equals(after.id()))
                    .findFirst()
                    .orElse(null);
            return new Waiting(version, FrameworkDifference.of(before, after));
        } catch (BadData outdated) {
            return new Waiting(version, List.of("It can no longer be read: " + outdated.getMessage()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
