package io.exhibit.ledger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.exhibit.kernel.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.jspecify.annotations.Nullable;

/** A witness on this machine (C2SP tlog-witness): remembers what it cosigned last, checks by itself, and signs only what continues it. */
public final class LocalWitness implements AutoCloseable {

    private final String name;
    private final Ed25519PrivateKeyParameters key;
    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile @Nullable NoteVerifier log;
    private volatile @Nullable Answering answering;
    private long size;
    private @Nullable Sha256 root;

    public LocalWitness(String name) throws IOException {
        this.name = name;
        this.key = new Ed25519PrivateKeyParameters(new java.security.SecureRandom());
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.server.createContext("/w/add-checkpoint", this::answer);
        this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        this.server.start();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Reply(int status, String type, byte[] body) {

        static Reply of(int status, String body) {
            return new Reply(status, "text/plain", body.getBytes(StandardCharsets.UTF_8));
        }

        static Reply size(long size) {
            return new Reply(409, "text/x.tlog.size", (size + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** What it answers in the place of its own answer. */
    @FunctionalInterface
    interface Answering {
        Reply to(String request) throws IOException;
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/w";
    }

    /** The key by which others believe it. */
    public String verifier() {
        byte[] typed = typed();
        return name + "+" + HexFormat.of().formatHex(NoteKey.id(name, typed)) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }

    private byte[] typed() {
        return ByteBuffer.allocate(33)
                .put((byte) 4)
                .put(key.generatePublicKey().getEncoded())
                .array();
    }

    int asked() {
        return asked.get();
    }

    synchronized long size() {
        return size;
    }

    /** The log that it watches; before, it knows none. */
    public void watch(String verifier) {
        this.log = NoteVerifier.read(verifier);
    }

    void answers(@Nullable Answering other) {
        this.answering = other;
    }

    /** As if it had seen nothing, or something else. */
    synchronized void remember(long other, @Nullable Sha256 otherRoot) {
        this.size = other;
        this.root = otherRoot;
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        try (exchange) {
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Answering other = answering;
            Reply reply = other == null ? add(request) : other.to(request);
            exchange.getResponseHeaders().set("Content-Type", reply.type());
            exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
            exchange.getResponseBody().write(reply.body());
        }
    }

    synchronized Reply add(String request) {
        int end = request.indexOf("\n\n");
        String note = request.substring(end + 2);
        List<String> head = request.substring(0, end).lines().toList();
        Checkpoint checkpoint = Checkpoint.parse(note);
        long old = Long.parseLong(head.getFirst().substring("old ".length()));
        List<Sha256> proof = head.subList(1, head.size()).stream()
                .map(line -> Sha256.ofBytes(Base64.getDecoder().decode(line)))
                .toList();
        NoteVerifier watched = log;
        if (watched == null) {
            return Reply.of(404, "");
        }
        if (!watched.verifies(note)) {
            return Reply.of(403, "");
        }
        if (old > checkpoint.size()) {
            return Reply.of(400, "");
        }
        if (old != size || (old == checkpoint.size() && !checkpoint.root().equals(root))) {
            return Reply.size(size);
        }
        if (old > 0
                && old < checkpoint.size()
                && !continues(old, Objects.requireNonNull(root), checkpoint.size(), checkpoint.root(), proof)) {
            return Reply.of(422, "");
        }
        size = checkpoint.size();
        root = checkpoint.root();
        return Reply.of(200, cosign(checkpoint, Clock.systemUTC().instant().getEpochSecond()));
    }

    /** A line of a note. */
    String cosign(Checkpoint checkpoint, long time) {
        byte[] message = ("cosignature/v1\ntime " + time + "\n" + checkpoint.text()).getBytes(StandardCharsets.UTF_8);
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key);
        signer.update(message, 0, message.length);
        byte[] line = ByteBuffer.allocate(76)
                .put(NoteKey.id(name, typed()))
                .putLong(time)
                .put(signer.generateSignature())
                .array();
        return "\u2014 " + name + " " + Base64.getEncoder().encodeToString(line) + "\n";
    }

    /** A line over a checkpoint as it stands in a file. */
    public String cosign(String note, long time) {
        return cosign(Checkpoint.parse(note), time);
    }

    /** RFC 9162, 2.1.4.2, step by step, and nothing of ours. */
    private static boolean continues(long first, Sha256 firstRoot, long second, Sha256 secondRoot, List<Sha256> proof) {
        List<Sha256> path = new ArrayList<>(proof);
        if (Long.bitCount(first) == 1) {
            path.addFirst(firstRoot);
        }
        if (path.isEmpty()) {
            return false;
        }
        long fn = first - 1;
        long sn = second - 1;
        while ((fn & 1) == 1) {
            fn >>= 1;
            sn >>= 1;
        }
        Sha256 fr = path.getFirst();
        Sha256 sr = path.getFirst();
        for (Sha256 c : path.subList(1, path.size())) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                fr = node(c, fr);
                sr = node(c, sr);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                sr = node(sr, c);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && fr.equals(firstRoot) && sr.equals(secondRoot);
    }

    private static Sha256 node(Sha256 left, Sha256 right) {
        byte[] bytes = Arrays.copyOf(new byte[] {1}, 65);
        System.arraycopy(left.bytes(), 0, bytes, 1, 32);
        System.arraycopy(right.bytes(), 0, bytes, 33, 32);
        return Sha256.of(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
