package io.exhibit.controls;

import io.exhibit.ledger.Originals;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The bank's own frameworks as two people decided them. What is in force is asked anew each time; a file is read once, for it never changes. */
@Component
class DecidedFrameworks implements OwnFrameworks {

    private static final Logger LOG = LoggerFactory.getLogger(DecidedFrameworks.class);

    private final FrameworkStore store;
    private final Originals originals;
    private final Clock clock;
    private final Map<Long, Optional<Framework>> known = new ConcurrentHashMap<>();

    DecidedFrameworks(FrameworkStore store, Originals originals, Clock clock) {
        this.store = store;
        this.originals = originals;
        this.clock = clock;
    }

    @Override
    public List<Read> inForce(FrameworkReader reader) {
        return store.inForce(clock.instant()).stream()
                .flatMap(version -> known.computeIfAbsent(version.entry(), entry -> read(version, reader)).stream()
                        .map(framework -> new Read(framework, version.sha256())))
                .toList();
    }

    /** Empty: a check that it names is gone with an upgrade. It is named in the log and on its page, and nothing is judged by it. */
    private Optional<Framework> read(FrameworkVersion version, FrameworkReader reader) {
        try (InputStream in = originals.open(version.sha256())) {
            return Optional.of(FrameworkDocument.read(in.readAllBytes(), version.filing(), reader));
        } catch (BadData outdated) {
            LOG.error(
                    "Framework {} {} can no longer be read: {}",
                    version.framework(),
                    version.version(),
                    outdated.getMessage());
            return Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
