package io.exhibit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.Api;
import io.exhibit.Launched;
import io.exhibit.Tally;
import io.exhibit.Wire;
import io.exhibit.access.MachineTokens;
import io.exhibit.access.Permission;
import io.exhibit.ledger.Actor;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** H21: connections that say nothing, and those that say half, with the settings that Exhibit is run with. bin/faults opens 10,000. */
@Tag("alone")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class IdleConnectionTests {

    private static final int IDLE = Integer.getInteger("exhibit.idle", 500);
    private static final int GOOD = 50;
    private static final String ASKED = "GET /assets/css/tokens.css HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @LocalServerPort
    private int port;

    @Autowired
    private MachineTokens tokens;

    private String token = "";

    @BeforeEach
    void signIn() {
        token = tokens.issue("idle", EnumSet.of(Permission.EVENTS_WRITE), Duration.ofDays(1), Actor.SYSTEM);
    }

    /** A tenth of them has asked something before and keeps its connection; the others never say a word. */
    @Test
    void idleConnectionsKeepNobodyOutAndAreEnded() throws Exception {
        long threads = ManagementFactory.getThreadMXBean().getThreadCount();
        long heap = heap();
        Process crowd = new ProcessBuilder(Launched.command(
                        List.of("-Xmx256m"), Crowd.class.getName(), String.valueOf(port), String.valueOf(IDLE)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = crowd.inputReader(StandardCharsets.UTF_8)) {
            String open = said.readLine();
            assertThat(open).startsWith("open ");
            assertThat(Long.parseLong(open.substring(5))).as("open at once").isGreaterThan(IDLE * 9L / 10);
            long opened = System.nanoTime();
            long each = (heap() - heap) / IDLE;
            long slowest = 0;
            for (int n = 0; n < GOOD; n++) {
                slowest = Math.max(slowest, send(n));
            }
            assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(5));
            assertThat(ManagementFactory.getThreadMXBean().getThreadCount() - threads)
                    .as("platform threads that came with them")
                    .isLessThan(GOOD * 4L);
            assertThat(each).as("bytes of heap that each holds").isLessThan(32 * 1024);
            assertThat(said.readLine()).isEqualTo("ended");
            Duration took = Duration.ofNanos(System.nanoTime() - opened);
            assertThat(took).isLessThan(Duration.ofSeconds(90));
            Tally.enter("idle connections", 1, IDLE, GOOD);
        } finally {
            crowd.destroyForcibly();
        }
    }

    /** On a connection of its own: the question is whether a new one gets in. How long it took. */
    private long send(int n) {
        long begun = System.nanoTime();
        byte[] event = "{\"rule\":\"idle %d %d\"}".formatted(n, begun).getBytes(StandardCharsets.UTF_8);
        assertThat(new Api(port, token).post("/api/v1/events", event).status()).isEqualTo(202);
        return System.nanoTime() - begun;
    }

    /** Those who say nothing, in a process of their own: a process may not have so many connections at both ends. */
    static final class Crowd {

        private Crowd() {}

        public static void main(String[] arguments) throws Exception {
            int port = Integer.parseInt(arguments[0]);
            int wanted = Integer.parseInt(arguments[1]);
            List<SocketChannel> idle = new ArrayList<>();
            // All under way together: the first should not have been ended when the last is let in.
            for (int n = 0; n < wanted; n++) {
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                idle.add(channel);
            }
            for (int n = 0; n < wanted; n++) {
                while (!idle.get(n).finishConnect()) {
                    Thread.sleep(1);
                }
                if (n % 10 == 0) {
                    idle.get(n).write(ByteBuffer.wrap(ASKED.getBytes(StandardCharsets.US_ASCII)));
                }
            }
            long open = idle.stream()
                    .filter(one -> read(one, ByteBuffer.allocate(64 * 1024)) >= 0)
                    .count();
            say("open " + open);
            awaitEnd(idle);
            say("ended");
        }

        private static void say(String word) {
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8).println(word);
        }

        private static void awaitEnd(List<SocketChannel> idle) throws InterruptedException {
            ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
            for (SocketChannel channel : idle) {
                int read = 0;
                while (read >= 0) {
                    read = read(channel, buffer.clear());
                    if (read == 0) {
                        Thread.sleep(50);
                    }
                }
            }
        }

        private static int read(SocketChannel channel, ByteBuffer buffer) {
            try {
                return channel.read(buffer);
            } catch (IOException reset) {
                return -1;
            }
        }
    }

    /** Who has said all may close its half and still hears the answer. */
    @Test
    void aHalfClosedConnectionIsAnsweredAndOneThatSaidHalfIsEnded() throws IOException {
        String body = "{\"rule\":\"half\"}";
        String head = "POST /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n";
        try (Wire wire = new Wire(port)) {
            assertThat(wire.say(head + body).endOutput().rest()).startsWith("HTTP/1.1 202");
        }
        try (Wire wire = new Wire(port)) {
            assertThat(wire.say(head + body.substring(4)).endOutput().rest()).startsWith("HTTP/1.1 400");
        }
        for (String half :
                List.of("", "POST", "POST /api/v1/events HTTP/1.1\r\n", head.substring(0, head.length() - 2))) {
            long begun = System.nanoTime();
            try (Wire wire = new Wire(port)) {
                assertThat(wire.say(half).endOutput().rest()).as(half).doesNotContain("202");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(half).isLessThan(Duration.ofSeconds(5));
        }
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
