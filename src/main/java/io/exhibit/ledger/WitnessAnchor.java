package io.exhibit.ledger;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/**
 * Has the newest checkpoint cosigned by a witness, who remembers the last one it saw and signs only what continues it (C2SP
 * tlog-witness): then nobody can show two histories, not even with the key of the log.
 */
@Component
class WitnessAnchor implements Anchor {

    static final String NAME = "cosignature";

    private static final String SIZE = "text/x.tlog.size";

    private final Settings settings;
    private final Checkpoints checkpoints;
    private final Cosignatures cosignatures;
    private final Proofs proofs;
    private final Clock clock;

    WitnessAnchor(Settings settings, Checkpoints checkpoints, Cosignatures cosignatures, Proofs proofs, Clock clock) {
        this.settings = settings;
        this.checkpoints = checkpoints;
        this.cosignatures = cosignatures;
        this.proofs = proofs;
        this.clock = clock;
    }

    /** Url: the witness's submission prefix; empty: none. Key: by which it is believed, name+id+base64. */
    @ConfigurationProperties("exhibit.witness")
    record Settings(
            @DefaultValue("") String url,
            @DefaultValue("") String key,
            @DefaultValue("PT1M") Duration every,
            @DefaultValue("PT10S") Duration timeout) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isWanted() {
        return !settings.url().isBlank();
    }

    @Override
    public void turn() throws Unusable {
        Optional<Instant> due = dueSince().filter(since -> !since.isAfter(clock.instant()));
        if (due.isPresent()) {
            WitnessKey witness = WitnessKey.read(settings.key());
            Checkpoint newest = checkpoints.newest().orElseThrow().checkpoint();
            long seen = last().map(Vouched::size).orElse(0L);
            Outside.Answer answer = ask(newest, seen);
            if (answer.status() == 409) {
                answer = ask(newest, size(answer, newest, seen));
            }
            keep(newest, witness, answer);
        }
    }

    private Outside.Answer ask(Checkpoint checkpoint, long seen) throws Unusable {
        StringBuilder body = new StringBuilder("old ").append(seen).append('\n');
        if (seen > 0) {
            proofs.consistency(seen, checkpoint.size())
                    .forEach(hash -> body.append(Checkpoint.base64(hash)).append('\n'));
        }
        body.append('\n').append(checkpoint.note());
        String behind = settings.url().strip().endsWith("/") ? "add-checkpoint" : "/add-checkpoint";
        URI address = Outside.address(settings.url(), behind);
        return Outside.post(
                address,
                "text/plain; charset=utf-8",
                body.toString().getBytes(StandardCharsets.UTF_8),
                settings.timeout());
    }

    /** What the witness says it saw last. More than there is, or again what it was just told: it has seen another history. */
    private static long size(Outside.Answer conflict, Checkpoint newest, long told) throws Unusable {
        String body = new String(conflict.body(), StandardCharsets.ISO_8859_1);
        if (!conflict.type().startsWith(SIZE) || !body.matches("(0|[1-9][0-9]{0,17})\n")) {
            throw new Unusable("the witness answered with a conflict that says no size");
        }
        long seen = Long.parseLong(body.strip());
        if (seen > newest.size()) {
            throw new Unusable("THE WITNESS HAS SEEN " + seen + " ENTRIES, and the newest checkpoint is of "
                    + newest.size() + ": either another replica was faster, or the end of the ledger is missing");
        }
        if (seen == told) {
            throw new Unusable("THE WITNESS HAS SEEN ANOTHER TREE of " + seen + " entries");
        }
        return seen;
    }

    private void keep(Checkpoint checkpoint, WitnessKey witness, Outside.Answer answer) throws Unusable {
        String said = switch (answer.status()) {
            case 200 -> "";
            case 403 -> "the witness does not know the key of this ledger (403)";
            case 404 -> "the witness does not know this ledger, or has another address (404)";
            case 409 -> "the witness has moved on meanwhile, or has seen another tree (409)";
            case 422 -> "THE WITNESS DOES NOT ACCEPT THE PROOF: what it saw is not the beginning of this ledger (422)";
            default -> "the witness answered with status " + answer.status();
        };
        if (!said.isEmpty()) {
            throw new Unusable(said);
        }
        WitnessKey.Cosigned cosigned = witness.of(checkpoint, new String(answer.body(), StandardCharsets.UTF_8))
                .orElseThrow(() -> new Unusable("the answer has no cosignature that holds with the key that is set"));
        cosignatures.keep(checkpoint, witness, cosigned);
    }

    @Override
    public Optional<Instant> dueSince() {
        Optional<Vouched> last = last();
        return checkpoints
                .firstAbove(last.map(Vouched::size).orElse(0L))
                .map(first -> last.map(one -> one.kept().plus(settings.every()))
                        .filter(next -> next.isAfter(first))
                        .orElse(first));
    }

    @Override
    public Optional<Vouched> last() {
        return cosignatures.newest(settings.key().strip());
    }
}
