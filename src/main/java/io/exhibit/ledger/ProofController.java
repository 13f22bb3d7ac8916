package io.exhibit.ledger;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Proofs for machines, under the newest checkpoint. Hashes are written in base64, as in checkpoints. */
@RestController
class ProofController {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final Ledger ledger;
    private final Checkpoints checkpoints;
    private final Cosignatures cosignatures;
    private final Proofs proofs;
    private final LedgerItems items;
    private final NodeKey keys;

    ProofController(
            Ledger ledger,
            LedgerItems items,
            NodeKey keys,
            Checkpoints checkpoints,
            Cosignatures cosignatures,
            Proofs proofs) {
        this.ledger = ledger;
        this.items = items;
        this.keys = keys;
        this.checkpoints = checkpoints;
        this.cosignatures = cosignatures;
        this.proofs = proofs;
    }

    /** That an old checkpoint's tree is the beginning of a newer one's (RFC 6962, 2.1.2). */
    record Consistency(long from, long to, List<String> proof) {}

    /**
     * As C2SP's tlog-proof; its extra data is the leaf, so that the file proves by itself what is in the ledger. With an item's
     * position the extra data goes on, a line each: position, salt, item, and the path from it to the leaf's "m".
     */
    @GetMapping("/api/v1/receipts/{index:\\d{1,18}}/proof")
    ResponseEntity<String> inclusion(@PathVariable long index, @RequestParam(required = false) @Nullable Integer item) {
        Receipt receipt = ledger.receipt(index).orElseThrow(() -> new NotFound("entry"));
        Checkpoint newest = newest();
        if (index >= newest.size()) {
            throw new NotSignedYet();
        }
        StringBuilder proof = new StringBuilder("c2sp.org/tlog-proof@v1\n");
        proof.append("extra ")
                .append(base64(receipt.leaf() + shown(index, item)))
                .append('\n');
        proof.append("index ").append(index).append('\n');
        proofs.inclusion(index, newest.size())
                .forEach(hash -> proof.append(Checkpoint.base64(hash)).append('\n'));
        proof.append('\n').append(cosignatures.added(newest).note());
        return ResponseEntity.ok().contentType(TEXT).body(proof.toString());
    }

    @GetMapping("/api/v1/consistency")
    Consistency consistency(@RequestParam long from, @RequestParam(defaultValue = "-1") long to) {
        long size = newest().size();
        long end = to < 0 ? size : to;
        if (from < 1 || from > end || end > size) {
            throw new InvalidRequest("from and to are sizes of the ledger, from 1, and to is at most " + size + ".");
        }
        List<Sha256> path = proofs.consistency(from, end);
        return new Consistency(from, end, path.stream().map(Checkpoint::base64).toList());
    }

    private String shown(long index, @Nullable Integer item) {
        if (item == null) {
            return "";
        }
        Items.Opening opening = items.opening(index, item).orElseThrow(() -> new NotFound("item"));
        return "\n" + item + "\n" + opening.lines();
    }

    /** Keys that receipts are signed with; each stands in the ledger, so that a proof of its entry is a proof of the key. */
    @GetMapping("/api/v1/keys")
    List<NodeKey.Known> keys() {
        return keys.known();
    }

    private Checkpoint newest() {
        return checkpoints.newest().orElseThrow(NotSignedYet::new).checkpoint();
    }

    private static String base64(String extra) {
        return Base64.getEncoder().encodeToString(extra.getBytes(StandardCharsets.UTF_8));
    }
}
