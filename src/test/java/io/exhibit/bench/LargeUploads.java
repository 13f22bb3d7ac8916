package io.exhibit.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** 64 uploads of 30 MB under way at once, to an application with 512 MB of heap. */
final class LargeUploads {

    private static final int UPLOADS = 64;
    private static final int SIZE = 30_000_000;

    private final Machine machine;
    private final Load load;

    LargeUploads(Machine machine, Load load) {
        this.machine = machine;
        this.load = load;
    }

    void run() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        Load.Answers answers = load.run(UPLOADS, "/api/v1/scans", () -> {
            int n = sent.incrementAndGet();
            return n <= UPLOADS ? document(n) : null;
        });
        System.out.println(String.format(
                Locale.ROOT,
                "%n%d uploads of %,d bytes at once: %d kept, %d asked to come later (429, 503), %d anything else;"
                        + " the application's peak is %d MiB resident under -Xmx512m.",
                UPLOADS,
                SIZE,
                answers.kept(),
                answers.later(),
                answers.other(),
                machine.peakMegabytes()));
        if (answers.other() > 0) {
            throw new IllegalStateException("An upload was answered with something else than 202, 429 or 503");
        }
    }

    /** A report without results, and with many members that no reader knows. */
    private static byte[] document(int number) {
        byte[] document = new byte[SIZE];
        Arrays.fill(document, (byte) ' ');
        byte[] head = ("{\"SchemaVersion\":2,\"ArtifactType\":\"repository\",\"ArtifactName\":\"large-" + number
                        + "\",\"Unknown\":[0")
                .getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(head, 0, document, 0, head.length);
        for (int at = head.length; at + 24 < SIZE; at += 20) {
            document[at] = ',';
            document[at + 1] = (byte) ('1' + (at + number) % 9);
        }
        document[SIZE - 2] = ']';
        document[SIZE - 1] = '}';
        return document;
    }
}
