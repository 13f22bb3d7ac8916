package io.exhibit.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Many connections that send requests one after another and read no more of an answer than they must: the client costs little. */
final class Load {

    private final int port;
    private final String token;

    Load(int port, String token) {
        this.port = port;
        this.token = token;
    }

    /** What a connection sends next; null: it has sent everything. */
    interface Bodies {
        byte @Nullable [] next();
    }

    /** How many answers of each kind there were. */
    record Answers(long kept, long later, long other) {

        private Answers and(Answers more) {
            return new Answers(kept + more.kept, later + more.later, other + more.other);
        }
    }

    /** Sends for so many seconds; how many were answered with 2xx, and every answer must have been. */
    long forSeconds(double seconds, int connections, String path, Bodies bodies) throws Exception {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        Answers answers = run(connections, path, () -> System.nanoTime() < end ? bodies.next() : null);
        if (answers.later() + answers.other() > 0) {
            throw new IllegalStateException(path + " was answered otherwise than with 2xx: " + answers);
        }
        return answers.kept();
    }

    Answers run(int connections, String path, Bodies bodies) throws Exception {
        List<Callable<Answers>> senders = new ArrayList<>();
        for (int n = 0; n < connections; n++) {
            senders.add(() -> send(path, bodies));
        }
        Answers all = new Answers(0, 0, 0);
        try (ExecutorService pool = Executors.newFixedThreadPool(connections)) {
            for (Future<Answers> sender : pool.invokeAll(senders)) {
                all = all.and(sender.get());
            }
        }
        return all;
    }

    private Answers send(String path, Bodies bodies) throws IOException {
        AtomicLong kept = new AtomicLong();
        AtomicLong later = new AtomicLong();
        AtomicLong other = new AtomicLong();
        byte @Nullable [] body = bodies.next();
        while (body != null) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setTcpNoDelay(true);
                InputStream in = new BufferedInputStream(socket.getInputStream());
                boolean open = true;
                while (body != null && open) {
                    open = false;
                    socket.getOutputStream().write(head(path, body.length));
                    socket.getOutputStream().write(body);
                    Answer answer = Answer.read(in);
                    (answer.status < 300 ? kept : answer.isLater() ? later : other).incrementAndGet();
                    open = answer.keepsOpen;
                    body = bodies.next();
                }
            }
        }
        return new Answers(kept.get(), later.get(), other.get());
    }

    private byte[] head(String path, int length) {
        String method = path.startsWith("/api/v1/bench/") ? "GET " : "POST ";
        return (method + path
                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                        + token + "\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Of an answer only what is needed to go on. */
    private record Answer(int status, boolean keepsOpen) {

        boolean isLater() {
            return status == 429 || status == 503;
        }

        static Answer read(InputStream in) throws IOException {
            int status = Integer.parseInt(line(in).split(" ", -1)[1]);
            int length = 0;
            boolean chunked = false;
            boolean open = true;
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                String lower = line.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Integer.parseInt(lower.substring(15).strip());
                }
                chunked |= lower.startsWith("transfer-encoding:");
                open &= !lower.startsWith("connection: close");
            }
            in.skipNBytes(length);
            while (chunked) {
                int size = Integer.parseInt(line(in), 16);
                in.skipNBytes(size + 2L);
                chunked = size > 0;
            }
            return new Answer(status, open);
        }

        private static String line(InputStream in) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new IOException("The connection was closed in the middle of an answer");
                }
                if (next != '\r') {
                    line.append((char) next);
                }
            }
            return line.toString();
        }
    }
}
