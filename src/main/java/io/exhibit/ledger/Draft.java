package io.exhibit.ledger;

import io.exhibit.kernel.Sha256;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry before it has its index: kind is a dotted lower-case name such as scan.accepted; detail is committed to, not shown;
 * content is the digest of the original it speaks of, size its bytes, count how many things it counts for; items are what can later
 * be shown and proven one without the other, and when there are any, they are what is counted.
 */
public record Draft(
        String kind,
        Actor actor,
        Map<String, Object> detail,
        @Nullable Sha256 content,
        long size,
        int count,
        List<Map<String, Object>> items) {

    public Draft(String kind, Actor actor, Map<String, Object> detail, @Nullable Sha256 content, long size, int count) {
        this(kind, actor, detail, content, size, count, List.of());
    }

    /** A decision or event without an original of its own. */
    public static Draft of(String kind, Actor actor, Map<String, Object> detail) {
        return new Draft(kind, actor, detail, null, 0, 1);
    }

    /** What consists of items, each of which can be shown without the others; size is that of the originals they name. */
    public static Draft ofItems(String kind, Actor actor, List<Map<String, Object>> items, long size) {
        return new Draft(kind, actor, Map.of(), null, size, items.size(), items);
    }
}
