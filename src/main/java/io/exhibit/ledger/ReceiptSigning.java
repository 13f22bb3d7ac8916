package io.exhibit.ledger;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Signs what senders are told, so that they can show it to others: over the leaf, once for all who share it. Whoever holds it can
 * prove the promise to anybody, also against a ledger that has lost the entry.
 */
@Component
public class ReceiptSigning {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptSigning.class);

    /** First line of what is signed, so that the signature means a receipt and nothing else; the leaf is the second. */
    private static final String TEXT = "exhibit/receipt/v1\n";

    private final NodeKey key;
    private volatile @Nullable Signed last;

    ReceiptSigning(NodeKey key) {
        this.key = key;
    }

    /** An Ed25519 signature in base64, and the key (name+id+base64) that it is to be verified by, if it is trusted. */
    public record Signature(String signature, String key) {}

    private record Signed(String leaf, Signature signature) {}

    /** Empty when the key cannot be entered in the ledger: a promise stands without it. */
    public Optional<Signature> sign(Receipt receipt) {
        Signed known = last;
        if (known != null && known.leaf().equals(receipt.leaf())) {
            return Optional.of(known.signature());
        }
        try {
            key.register();
        } catch (RuntimeException refused) {
            LOG.warn("The key of this node is not in the ledger; receipts go out unsigned", refused);
            return Optional.empty();
        }
        Signature made = new Signature(key.signature(TEXT + receipt.leaf() + "\n"), key.verifier());
        last = new Signed(receipt.leaf(), made);
        return Optional.of(made);
    }
}
