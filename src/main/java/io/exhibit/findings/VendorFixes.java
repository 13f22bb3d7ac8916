package io.exhibit.findings;

import io.exhibit.estate.MakersChanged;
import io.exhibit.scans.ReadScan;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lets deadlines follow the images of vendors, where a version of the policy counts from them: what a scan shows to be gone from an image of
 * a vendor is decided anew in the line's other places, and what is open when somebody says that another makes the images. All methods join
 * the caller's transaction.
 */
@Component
class VendorFixes {

    /** Only what the image is news for: what has none of the vendor yet, or only one of a later date. */
    private static final String FOLLOW = """
            INSERT INTO pg_temp.undecided
            SELECT f.id, false, true
              FROM estate.pub_image i
             CROSS JOIN LATERAL estate.pub_vendor_of(i.repository) v
              JOIN estate.pub_target s ON s.id = :target AND s.kind = 'IMAGE'
              JOIN estate.pub_target t ON t.kind = s.kind AND t.name = s.name
              JOIN findings.finding f ON f.target_id = t.id AND f.class = ANY (:classes)
              JOIN findings.episode e ON e.finding_id = f.id AND e.n = f.episode
                   AND (e.closed_at IS NULL OR e.still_runs OR e.closed_scan = :scan)
             WHERE i.id = :image AND v.counterparty
               AND NOT EXISTS (SELECT 1 FROM pg_temp.merging m WHERE m.vulnerability = f.vulnerability AND m.package = f.package)
               AND NOT EXISTS (SELECT 1
                                 FROM findings.deadline d
                                WHERE d.finding_id = f.id AND d.episode = f.episode AND d.superseded_at IS NULL
                                  AND (d.inputs ->> 'vendorImageAt')::timestamptz
                                      <= greatest(least(CASE WHEN i.built_at > '2000-01-01' THEN i.built_at END, i.first_seen_at), f.fix_at))
            """;

    private final JdbcClient jdbc;
    private final Policies policies;
    private final Deadlines deadlines;

    VendorFixes(JdbcClient jdbc, Policies policies, Deadlines deadlines) {
        this.jdbc = jdbc;
        this.policies = policies;
        this.deadlines = deadlines;
    }

    /** What a scan shows to be gone is to be decided anew; what it lists is in pg_temp.merging. */
    void look(ReadScan scan) {
        if (scan.conclusive()
                && scan.imageId() != null
                && policies.patchHistory().looksAtVendors()) {
            jdbc.sql(FOLLOW)
                    .param("target", scan.targetId())
                    .param("image", scan.imageId())
                    .param("scan", scan.id())
                    .param("classes", scan.classes().toArray(String[]::new))
                    .update();
        }
    }

    @EventListener
    void on(MakersChanged changed) {
        if (!policies.patchHistory().looksAtVendors()) {
            return;
        }
        deadlines.begin();
        jdbc.sql("""
                INSERT INTO pg_temp.undecided
                SELECT id, false FROM findings.finding WHERE state = 'OPEN' AND target_id = ANY (:targets::uuid[])
                """)
                .param("targets", changed.targets().stream().map(UUID::toString).toArray(String[]::new))
                .update();
        deadlines.decide(changed.at());
    }
}
