package io.exhibit.findings;

import io.exhibit.kernel.Severity;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Earlier ranks: how a statement keeps them, and as a query gathers them: each as the rank, empty for none, a blank, and until when in seconds. */
final class EarlierRanks {

    /** What a statement that ranks findings f again returns of each row: how it was ranked, and the rank that took its place. */
    static final String RETURNED = """
            old.rank, old.rank_reason, old.rank_method, old.rank_inputs, old.ranked_at,
                          CASE WHEN old.rank IS DISTINCT FROM new.rank THEN coalesce(new.rank, 'NONE') END AS became""";

    /** Keeps what was returned so. Of two rankings in one moment the first is what was before, and the second what it became. */
    private static final String KEEP = """
            INSERT INTO findings.earlier_rank (finding_id, superseded_at, rank, rank_reason, rank_method, rank_inputs, ranked_at, became)
                SELECT id, :at::timestamptz, rank, rank_reason, rank_method, rank_inputs, ranked_at, became FROM {those}
                ON CONFLICT (finding_id, superseded_at)
                DO UPDATE SET became = nullif(coalesce(excluded.became, earlier_rank.became), coalesce(earlier_rank.rank, 'NONE'))""";

    private EarlierRanks() {}

    /** The statement that keeps how they were ranked. */
    static String keep(String those) {
        return KEEP.replace("{those}", those);
    }

    static List<PatchClock.Earlier> read(@Nullable Array ranks) throws SQLException {
        return ranks == null
                ? List.of()
                : Arrays.stream((String[]) ranks.getArray())
                        .map(EarlierRanks::read)
                        .toList();
    }

    private static PatchClock.Earlier read(String text) {
        int blank = text.indexOf(' ');
        Instant until = Instant.EPOCH.plus(
                new BigDecimal(text.substring(blank + 1)).movePointRight(6).longValueExact(), ChronoUnit.MICROS);
        return new PatchClock.Earlier(blank == 0 ? null : Severity.valueOf(text.substring(0, blank)), until);
    }
}
