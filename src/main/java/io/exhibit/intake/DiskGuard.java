package io.exhibit.intake;

import io.exhibit.kernel.Refusal;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Takes nothing more while a disk is nearly full: the one that bodies pass through, and the database's when it is the embedded one. A
 * database that runs out of disk stops for readers too.
 */
@Component
public class DiskGuard {

    private static final long FRESH = Duration.ofSeconds(1).toNanos();

    private final IntakeLimits limits;
    private final List<Path> watched = new ArrayList<>();
    private volatile Look last = new Look(System.nanoTime() - 2 * FRESH, Optional.empty());

    DiskGuard(
            IntakeLimits limits,
            @Value("${java.io.tmpdir}") Path spool,
            @Value("${spring.datasource.url:}") String database,
            @Value("${exhibit.data-dir}") Path data) {
        this.limits = limits;
        watched.add(spool);
        if (database.isBlank()) {
            watched.add(data);
        }
    }

    private record Look(long at, Optional<String> trouble) {}

    /** Which disk is nearly full, in words; empty when none is. Looked at once a second at the most. */
    public Optional<String> trouble() {
        Look look = last;
        if (System.nanoTime() - look.at > FRESH) {
            look = new Look(System.nanoTime(), look());
            last = look;
        }
        return look.trouble;
    }

    /** Refused with 503 while that is so. */
    public void check() {
        trouble().ifPresent(trouble -> {
            throw new DiskFull();
        });
    }

    private Optional<String> look() {
        return watched.stream().flatMap(path -> look(path).stream()).findFirst();
    }

    private Optional<String> look(Path path) {
        try {
            FileStore store = Files.getFileStore(path);
            long free = store.getUsableSpace();
            long least = Math.min(limits.free().toBytes(), store.getTotalSpace() / 100 * limits.freePercent());
            return free >= least
                    ? Optional.empty()
                    : Optional.of("The file system of " + path + " has " + (free >> 20) + " MiB left; " + (least >> 20)
                            + " MiB are kept free.");
        } catch (IOException gone) {
            return Optional.of("The file system of " + path + " cannot be read: " + gone.getMessage());
        }
    }

    private static final class DiskFull extends Refusal {

        private static final long serialVersionUID = 1L;

        private DiskFull() {
            super(
                    "disk-full",
                    503,
                    "The disk is nearly full",
                    "Nothing can be kept until there is room again. Send the same request again after Retry-After.",
                    Duration.ofMinutes(1));
        }
    }
}
