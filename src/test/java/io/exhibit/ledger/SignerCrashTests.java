package io.exhibit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.exhibit.Launched;
import io.exhibit.Tally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A signer that is killed at a call to the system that concerns its folder, or whose disk fails at it, any of them: whoever signs next
 * goes on, with the note that was made before, and nothing is alarmed. The calls are those that strace sees.
 */
class SignerCrashTests {

    /** So many calls, chosen by chance; all of them when zero. */
    private static final int CRASHES = Integer.getInteger("exhibit.crashes", 2);

    private static final long SEED = Long.getLong("exhibit.seed", System.nanoTime());
    private static final Pattern CALL = Pattern.compile("\\d+ +([a-z_0-9]+)\\(.*");
    private static final List<String> HOW = List.of("signal=SIGKILL", "error=EIO");

    @TempDir
    private Path temporary;

    private final OwnLedger unsigned = new OwnLedger();

    /** A call by its name, and which of that name it is. */
    private record Call(String name, int number) {}

    @BeforeEach
    void look() throws Exception {
        assumeThat(canTrace())
                .as("strace is there and may trace; bin/test installs it")
                .isTrue();
        unsigned.record(3);
    }

    @Test
    void theFirstSignatureWithItsKey() throws Exception {
        Path folder = temporary.resolve("first");
        run(unsigned.copy(), folder, List.of());
        List<Call> calls = chosen(calls());
        for (String how : HOW) {
            for (Call call : calls) {
                OwnLedger own = unsigned.copy();
                delete(folder);
                crash(own, folder, how, call);
            }
        }
        Tally.enter("signer killed or EIO at a call, first signature", 1, (long) calls.size() * HOW.size(), 3);
    }

    @Test
    void aLaterSignature() throws Exception {
        Path folder = temporary.resolve("later");
        OwnLedger own = unsigned.copy();
        own.sign(folder);
        own.record(1);
        run(own, folder, List.of());
        List<Call> calls = chosen(calls());
        for (String how : HOW) {
            for (Call call : calls) {
                own.record(1);
                crash(own, folder, how, call);
            }
        }
        Tally.enter(
                "signer killed or EIO at a call, later signature",
                1,
                (long) calls.size() * HOW.size(),
                own.ledger.size());
    }

    private void crash(OwnLedger own, Path folder, String how, Call call) throws Exception {
        String what = how + " at " + call + ", seed " + SEED;
        run(own, folder, List.of("-e", "inject=" + call.name() + ":" + how + ":when=" + call.number()));
        assertThat(Files.readString(trace())).as(what).containsAnyOf("INJECTED", "killed by SIGKILL");
        assertThat(own.alarm.raised()).as(what).isEmpty();
        String left = Files.exists(folder.resolve("state")) ? Files.readString(folder.resolve("state")) : "";
        own.sign(folder);
        assertThat(own.alarm.raised()).as(what).isEmpty();
        assertThat(own.checkpoints.signed()).as(what).isEqualTo(own.ledger.size());
        String newest = own.published().getLast().note();
        assertThat(Files.readString(folder.resolve("state"))).as(what).endsWith(newest);
        if (left.contains("\n" + own.ledger.size() + "\n")) {
            assertThat(left)
                    .as("%s: what was signed before is published as it was", what)
                    .endsWith(newest);
        }
        String key = Files.readString(folder.resolve("log.vkey"));
        assertThat(LedgerCheck.run(own.source, key)).as(what).matches(LedgerCheck.Outcome::isSound);
    }

    private List<Call> chosen(List<Call> calls) {
        if (CRASHES == 0) {
            return calls;
        }
        List<Call> shuffled = new ArrayList<>(calls);
        Collections.shuffle(shuffled, new Random(SEED));
        return shuffled.subList(0, CRASHES);
    }

    /** Those of the last run, in order. */
    private List<Call> calls() throws IOException {
        Map<String, Integer> seen = new HashMap<>();
        List<Call> calls = new ArrayList<>();
        for (String line : Files.readAllLines(trace())) {
            Matcher matcher = CALL.matcher(line);
            if (matcher.matches()) {
                calls.add(new Call(matcher.group(1), seen.merge(matcher.group(1), 1, Integer::sum)));
            }
        }
        assertThat(calls).extracting(Call::name).contains("openat", "write", "fsync", "rename");
        return calls;
    }

    private void run(OwnLedger own, Path folder, List<String> injected) throws Exception {
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-qq", "-o", trace().toString()));
        for (String file : List.of(
                "", "lock", "state", "state.next", "log.key", "log.key.next", "log.vkey", "log.vkey.next", ".")) {
            command.addAll(List.of("-P", file.isEmpty() ? folder.toString() : folder + "/" + file));
        }
        command.addAll(List.of("-e", "trace=%file,%desc"));
        command.addAll(injected);
        command.addAll(Launched.command(
                List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"),
                SignOnce.class.getName(),
                String.valueOf(own.source.getUrl()),
                String.valueOf(own.source.getUser()),
                String.valueOf(own.source.getPassword()),
                folder.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        assertThat(injected.isEmpty() && code != 0).as(said).isFalse();
    }

    private Path trace() {
        return temporary.resolve("trace");
    }

    private boolean canTrace() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("strace", "-f", "-o", trace().toString(), "true").start();
            return process.waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
