package io.exhibit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** H1: compressed bodies that were made to hurt, from a KiB to ten GiB: none takes memory or time, and none is read for another. */
class HostileCompressionTests {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final byte[] PLAIN = "{\"a\":1}\n".repeat(500).getBytes(StandardCharsets.UTF_8);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What came of unpacking: so many bytes, and what ended it when it was not the end. */
    private record Unpacked(long bytes, @Nullable IOException refused) {}

    /** It says nothing at length. */
    @Test
    void aMillionEmptyMembersCostAMoment() throws IOException {
        byte[] body = repeated(gzip(new byte[0]), 1_000_000);
        long time = THREADS.getCurrentThreadCpuTime();
        assertThat(unpack(Encoding.GZIP, body)).isEqualTo(new Unpacked(0, null));
        assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - time)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void costsNeitherMemoryNorTimeAndIsRefused() throws IOException {
        Map<String, byte[]> files = bombs();
        files.putAll(damaged());
        assertThat(files).hasSizeGreaterThanOrEqualTo(20);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Encoding encoding = file.getKey().startsWith("zstd") ? Encoding.ZSTD : Encoding.GZIP;
            long memory = THREADS.getCurrentThreadAllocatedBytes();
            long time = THREADS.getCurrentThreadCpuTime();
            Unpacked unpacked = unpack(encoding, file.getValue());
            assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - time))
                    .as(file.getKey())
                    .isLessThan(Duration.ofSeconds(1));
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - memory)
                    .as(file.getKey())
                    .isLessThan(32L * MEBIBYTE);
            assertThat(unpacked.refused()).as(file.getKey()).isNotNull();
        }
    }

    /** Whether all of a body is here at once or arrives byte by byte. */
    @Test
    void readsEveryMemberHoweverTheBytesArrive() throws IOException {
        Random random = new Random(7);
        byte[] noise = new byte[200_000];
        random.nextBytes(noise);
        byte[] body = join(gzip(PLAIN), gzip(new byte[0]), full(noise), gzip(PLAIN));
        byte[] plain = join(PLAIN, noise, PLAIN);
        try (InputStream jdk = new GZIPInputStream(new ByteArrayInputStream(join(gzip(noise), gzip(PLAIN))))) {
            assertThat(new Gunzip(new ByteArrayInputStream(join(gzip(noise), gzip(PLAIN)))).readAllBytes())
                    .isEqualTo(jdk.readAllBytes());
        }
        for (int pieces : new int[] {1, 2, 7, 1000, body.length}) {
            try (InputStream in = new Gunzip(new SequenceInputStream(Collections.enumeration(List.of(
                    new ByteArrayInputStream(body, 0, pieces - 1),
                    new ByteArrayInputStream(body, pieces - 1, body.length - pieces + 1)))))) {
                assertThat(in.readAllBytes()).isEqualTo(plain);
            }
        }
    }

    private static Map<String, byte[]> bombs() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int mebibytes : new int[] {2, 16, 128}) {
            files.put("gzip of " + mebibytes + " MiB", gzip(new byte[mebibytes * MEBIBYTE]));
            files.put("zstd of " + mebibytes + " MiB", Zstd.compress(new byte[mebibytes * MEBIBYTE]));
        }
        byte[] member = gzip(new byte[128 * MEBIBYTE]);
        files.put("gzip of 10 GiB", repeated(member, 80));
        files.put("gzip of 4 GiB + 1", join(repeated(member, 32), gzip(new byte[1])));
        files.put("zstd of 10 GiB", repeated(Zstd.compress(new byte[128 * MEBIBYTE]), 80));
        files.put("gzip, many small members", repeated(gzip(new byte[64 * 1024]), 400));
        return files;
    }

    private static Map<String, byte[]> damaged() throws IOException {
        byte[] whole = gzip(PLAIN);
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int length : new int[] {2, 9, 11, whole.length / 2, whole.length - 8, whole.length - 1}) {
            files.put("gzip cut at " + length, Arrays.copyOf(whole, length));
        }
        files.put("gzip and a byte", join(whole, new byte[] {0}));
        files.put("gzip and text", join(whole, "{\"hidden\":true}".getBytes(StandardCharsets.UTF_8)));
        files.put("gzip and half a member", join(whole, Arrays.copyOf(whole, 30)));
        files.put("gzip and zstd", join(whole, Zstd.compress(PLAIN)));
        files.put("gzip with another checksum", changed(whole, whole.length - 7));
        files.put("gzip with another length", changed(whole, whole.length - 2));
        files.put("gzip with odd flags", changed(whole, 3));
        files.put("gzip with a name without end", join(new byte[] {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 0}, full()));
        files.put("zstd cut", Arrays.copyOf(Zstd.compress(PLAIN), 20));
        files.put("zstd and text", join(Zstd.compress(PLAIN), PLAIN));
        return files;
    }

    private static Unpacked unpack(Encoding encoding, byte[] body) {
        long read = 0;
        byte[] buffer = new byte[8192];
        try (InputStream in = Decoded.open(encoding, new ByteArrayInputStream(body))) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                read += n;
            }
            return new Unpacked(read, null);
        } catch (IOException refused) {
            return new Unpacked(read, refused);
        }
    }

    /** A name of five MiB that never ends. */
    private static byte[] full() {
        byte[] name = new byte[5 * MEBIBYTE];
        Arrays.fill(name, (byte) 'n');
        return name;
    }

    /** With every field that a header may have. */
    private static byte[] full(byte[] plain) throws IOException {
        byte[] member = gzip(plain);
        byte[] header = {0x1f, (byte) 0x8b, 8, 31, 1, 2, 3, 4, 0, 3, 3, 0, 'x', 'y', 'z', 'n', 0, 'c', 0, 9, 9};
        return join(header, Arrays.copyOfRange(member, 10, member.length));
    }

    private static byte[] changed(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at] ^= (byte) 0xE0;
        return changed;
    }

    private static byte[] repeated(byte[] member, int times) {
        byte[] all = new byte[member.length * times];
        for (int n = 0; n < times; n++) {
            System.arraycopy(member, 0, all, n * member.length, member.length);
        }
        return all;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }
}
