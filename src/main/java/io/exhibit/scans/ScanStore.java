package io.exhibit.scans;

import io.exhibit.intake.Submission;
import io.exhibit.kernel.Severity;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of scans.scan. */
@Repository
class ScanStore {

    private static final String ADD = """
            INSERT INTO scans.scan (id, submission_id, n, entry_index, recorded_at, reported_at, target_id, image_id, format,
                                    tool, tool_version, artifact, outcome, outcome_reason, classes, observations,
                                    critical, high, medium, low, unknown, suppressed, misconfigurations, secrets,
                                    licences, components, environment, version, revision, build)
            VALUES (:id, :submission, :n, :entry, :recorded, :reported, :target, :image, :format,
                    :tool, :toolVersion, :artifact, :outcome, :reason, :classes, :observations,
                    :critical, :high, :medium, :low, :unknown, :suppressed, :misconfigurations, :secrets,
                    :licences, :components, :environment, :version, :revision, :build)
            """;

    private final JdbcClient jdbc;

    ScanStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A scan, ready to be kept. */
    record Row(
            UUID id,
            Submission submission,
            int n,
            UUID target,
            @Nullable UUID image,
            ScanHeader header,
            ScanHeader.Outcome outcome) {}

    /** Whether a conclusive scan made after that time is on record; a time after the receipt of its report counts as the receipt. */
    boolean isOvertaken(UUID target, Instant madeAt) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT 1 FROM scans.scan
                                WHERE target_id = :target AND outcome = 'CONCLUSIVE'
                                  AND least(reported_at, recorded_at) > :made)
                """)
                .param("target", target)
                .param("made", madeAt.atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    void add(Row row) {
        ScanHeader header = row.header();
        Tally tally = header.tally;
        jdbc.sql(ADD)
                .param("id", row.id())
                .param("submission", row.submission().id())
                .param("n", row.n())
                .param("entry", row.submission().entryIndex())
                .param("recorded", utc(row.submission().receivedAt()))
                .param("reported", utc(header.reportedAt))
                .param("target", row.target())
                .param("image", row.image())
                .param("format", header.format)
                .param("tool", header.tool)
                .param("toolVersion", header.toolVersion)
                .param("artifact", header.artifact)
                .param("outcome", row.outcome().name())
                .param("reason", row.outcome().reason())
                .param("classes", header.classes.toArray(String[]::new))
                .param("observations", tally.total())
                .param("critical", tally.of(Severity.CRITICAL))
                .param("high", tally.of(Severity.HIGH))
                .param("medium", tally.of(Severity.MEDIUM))
                .param("low", tally.of(Severity.LOW))
                .param("unknown", tally.of(Severity.UNKNOWN))
                .param("suppressed", tally.suppressed)
                .param("misconfigurations", tally.misconfigurations)
                .param("secrets", tally.secrets)
                .param("licences", tally.licences)
                .param("components", tally.components)
                .param("environment", row.submission().context("environment"))
                .param("version", row.submission().context("version"))
                .param("revision", row.submission().context("commit"))
                .param("build", row.submission().context("build"))
                .update();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
