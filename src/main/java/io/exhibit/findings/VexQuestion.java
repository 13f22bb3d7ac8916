package io.exhibit.findings;

import io.exhibit.kernel.Address;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Text;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A question to the list of VEX statements, read and checked. */
record VexQuestion(
        @Nullable String vulnerability,
        @Nullable String status,
        @Nullable UUID submission,
        AsOf asOf,
        @Nullable Cursor after,
        Parameters asked) {

    static final List<String> STATUSES = List.of("not_affected", "affected", "fixed", "under_investigation");

    /** What a request may say, as it came. */
    record Parameters(
            @Nullable String q,
            @Nullable String status,
            @Nullable String submission,
            @Nullable String asOf,
            @Nullable String cursor) {}

    static VexQuestion of(Parameters asked, Clock clock) {
        String status = Text.given(asked.status());
        String submission = Text.given(asked.submission());
        String cursor = Text.given(asked.cursor());
        return new VexQuestion(
                Text.given(asked.q()),
                status == null ? null : status(status.toLowerCase(Locale.ROOT)),
                submission == null ? null : NotFound.idOf("submission", submission),
                AsOf.read(asked.asOf(), clock),
                cursor == null ? null : Cursor.read(cursor),
                asked);
    }

    boolean isNarrowed() {
        return vulnerability != null || status != null || submission != null;
    }

    /** The same question elsewhere or further on; without a cursor from the beginning. */
    String link(String path, @Nullable Cursor cursor) {
        return Address.of(path)
                .with("q", vulnerability)
                .with("status", status)
                .with("submission", submission)
                .with("asOf", asked.asOf())
                .with("cursor", cursor == null ? null : cursor.text())
                .text();
    }

    private static String status(String word) {
        if (!STATUSES.contains(word)) {
            throw new InvalidRequest("status is one of " + String.join(", ", STATUSES) + ".");
        }
        return word;
    }
}
