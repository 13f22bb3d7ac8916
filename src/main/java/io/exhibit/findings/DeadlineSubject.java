package io.exhibit.findings;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A finding whose deadlines are decided, with all that they depend on. listed null: it is not known to be exploited. */
record DeadlineSubject(
        UUID id,
        int episode,
        @Nullable Severity rank,
        Dates dates,
        Place place,
        List<PatchClock.Earlier> earlier,
        @Nullable ListedFinding listed,
        Ending ending,
        boolean fresh) {

    /** From the transaction's own table, one after the other. */
    private static final String UNDECIDED = """
            SELECT f.id, f.target_id, f.episode, f.rank, coalesce(f.shown_at, f.first_detected_at) AS first_detected_at,
                   coalesce(f.fix_shown_at, f.fix_seen_at) AS fix_seen_at, f.fix_stated_at, f.fix_stated_kind,
                   CASE WHEN f.fix_stated_by IS NOT NULL THEN f.fix_stated_tool END AS fix_document,
                   (SELECT e.closed_at FROM findings.episode e
                     WHERE f.state = 'CLOSED' AND e.finding_id = f.id AND e.n = f.episode) AS closed_at,
                   (SELECT e.gone_at FROM findings.episode e
                     WHERE f.state = 'CLOSED' AND e.finding_id = f.id AND e.n = f.episode) AS gone_at,
                   coalesce(s.in_pci_scope, false) AS in_pci_scope, s.code, u.fresh,
                   CASE WHEN NOT u.fresh AND (:earlier OR f.rank_inputs ->> 'loweredTo' IS NOT NULL
                                              OR EXISTS (SELECT 1 FROM findings.earlier_rank l
                                                          WHERE l.finding_id = f.id AND l.rank_inputs ->> 'loweredTo' IS NOT NULL))
                        THEN ARRAY(SELECT coalesce(r.rank, '') || ' ' || extract(epoch FROM r.superseded_at)
                                     FROM findings.earlier_rank r
                                     JOIN findings.episode e ON e.finding_id = r.finding_id AND e.n = f.episode
                                    WHERE r.finding_id = f.id AND r.superseded_at > e.opened_at
                                    ORDER BY r.superseded_at) END AS earlier,
                   k.added_on, k.due_on, k.entry_index AS listed_by, s.exposure,
                   CASE WHEN k.listed
                        THEN (SELECT min(d.due_at)
                                FROM findings.deadline d
                               WHERE d.finding_id = f.id AND d.episode = f.episode AND d.profile = 'KEV'
                                 AND d.due_at < coalesce(d.superseded_at, :at)) END AS passed_at,
                   {vendor columns}
              FROM (SELECT finding_id, bool_or(fresh) AS fresh, bool_or(back) AS back FROM pg_temp.undecided GROUP BY finding_id) u
              JOIN findings.finding f ON f.id = u.finding_id
              JOIN estate.pub_target t ON t.id = f.target_id
              LEFT JOIN estate.pub_system s ON s.id = t.system_id
              LEFT JOIN LATERAL (
            """ + ListedFinding.OF + """
                   ) k ON k.listed
              {vendor}
             WHERE f.state = 'OPEN' OR u.back
             ORDER BY f.id
            """;

    static String ofUndecided(boolean vendors) {
        return UNDECIDED
                .replace("{vendor columns}", vendors ? VendorImage.COLUMNS : VendorImage.NO_COLUMNS)
                .replace("{vendor}", vendors ? VendorImage.JOIN : "");
    }

    /** closedAt null: it is open. goneAt null: it is open, or still runs. */
    record Ending(@Nullable Instant closedAt, @Nullable Instant goneAt) {

        boolean closed() {
            return closedAt != null;
        }
    }

    /** When it was found, when our scans first showed a fix, and since when it was there by what a report states; and the vendor's image. */
    record Dates(
            Instant firstDetectedAt,
            @Nullable Instant fixSeenAt,
            PatchClock.@Nullable Stated stated,
            @Nullable VendorImage vendor) {

        static Dates read(ResultSet row) throws SQLException {
            Instant stated = Columns.maybeAt(row, "fix_stated_at");
            return new Dates(
                    Columns.at(row, "first_detected_at"),
                    Columns.maybeAt(row, "fix_seen_at"),
                    stated == null
                            ? null
                            : new PatchClock.Stated(
                                    stated, row.getString("fix_stated_kind"), row.getString("fix_document")),
                    VendorImage.read(row));
        }
    }

    /** Where it is, and whose that is; system null: nobody's. */
    record Place(UUID target, @Nullable String system, boolean inPciScope) {}

    static DeadlineSubject read(ResultSet row, int n) throws SQLException {
        String rank = row.getString("rank");
        return new DeadlineSubject(
                Columns.id(row, "id"),
                row.getInt("episode"),
                rank == null ? null : Severity.valueOf(rank),
                Dates.read(row),
                new Place(Columns.id(row, "target_id"), row.getString("code"), row.getBoolean("in_pci_scope")),
                EarlierRanks.read(row.getArray("earlier")),
                ListedFinding.read(row),
                new Ending(Columns.maybeAt(row, "closed_at"), Columns.maybeAt(row, "gone_at")),
                row.getBoolean("fresh"));
    }

    /** Whether that clock runs for it. */
    boolean has(Profile profile) {
        return switch (profile) {
            case PCI -> place.inPciScope();
            case KEV -> listed != null;
            case DORA, FFIEC_OCC -> true;
        };
    }

    PatchClock.Inputs inputs(Profile profile) {
        return new PatchClock.Inputs(
                profile,
                rank,
                dates.firstDetectedAt(),
                dates.fixSeenAt(),
                dates.stated(),
                dates.vendor(),
                earlier,
                listed == null ? null : listed.facts());
    }

    /** What is stored with the verdict; byPackage: the verdict by the package's fix. */
    Map<String, Object> told(Profile profile, PatchClock.Verdict verdict, PatchClock.Verdict byPackage) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("rank", rank);
        told.put("firstDetectedAt", dates.firstDetectedAt().toString());
        told.put(
                "fixSeenAt",
                dates.fixSeenAt() == null ? null : dates.fixSeenAt().toString());
        tellStated(told);
        if (profile == Profile.KEV && listed != null) {
            listed.tell(told);
        }
        if (dates.vendor() != null && profile.isOfFrameworks()) {
            dates.vendor().tell(told, verdict, byPackage);
        }
        if (!earlier.isEmpty()) {
            told.put(
                    "earlierRanks",
                    earlier.stream()
                            .map(one -> one.rank() + " until " + one.until())
                            .collect(Collectors.joining(", ")));
        }
        told.put("system", place.system());
        told.put("days", verdict.days());
        if (verdict.stricter() != null) {
            told.put("stricterFor", Stricter.titleOf(verdict.stricter()));
        }
        told.put("note", verdict.note());
        told.put("clock", PatchClock.VERSION);
        return told;
    }

    private void tellStated(Map<String, Object> told) {
        if (dates.stated() != null) {
            told.put("fixStatedAt", dates.stated().at().toString());
            told.put("fixStatedKind", dates.stated().kind());
            if (dates.stated().by() != null) {
                told.put("fixStatedBy", dates.stated().by());
            }
        }
    }
}
