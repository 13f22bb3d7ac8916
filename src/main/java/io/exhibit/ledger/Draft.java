package io.exhibit.ledger;

import io.exhibit.kernel.Sha256;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry before it has its index: kind is a dotted lower-case name such as scan.accepted; detail is committed to, not shown;
 * content is the digest of the original it speaks of, size its bytes, items how many things it counts for.
 */
public record Draft(
        String kind,
        Actor actor,
        Map<String, Object> detail,
        @Nullable Sha256 content,
        long size,
        int items) {

    /** A decision or event without an original of its own. */
    public static Draft of(String kind, Actor actor, Map<String, Object> detail) {
        return new Draft(kind, actor, detail, null, 0, 1);
    }
}
