package io.exhibit.assessment;

import io.exhibit.controls.Profile;
import io.exhibit.kernel.Written;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is missing before anything may be called satisfied: the period covered, input fresh, everything attributed. */
@Component
class Received {

    /** The parameter that says when a cluster counts as silent. */
    static final String SILENT = "cluster_silent_hours";

    private static final String SCANS = """
            SELECT (SELECT min(c.recorded_at) FROM scans.pub_scan c WHERE c.recorded_at <= :as_of) AS first_at,
                   (SELECT max(c.recorded_at)
                      FROM scans.pub_scan c
                      JOIN estate.pub_target_in(:scope, :judged_at, :as_of) i ON i.target_id = c.target_id
                     WHERE c.outcome = 'CONCLUSIVE' AND c.recorded_at < :to AND c.recorded_at <= :as_of) AS last_at,
                   (SELECT count(*)
                      FROM estate.pub_target t
                     WHERE :scope <> 'all' AND t.system_id IS NULL AND t.first_seen_at < :to
                       AND t.first_seen_at <= :as_of) AS unattributed,
                   (SELECT count(*)
                      FROM estate.pub_system_judged(:judged_at, :as_of) s
                     WHERE :scope LIKE 'tag:%'
                       AND
            """ + Attribution.UNCONFIRMED + """
                       AND s.id NOT IN (SELECT i.system_id FROM estate.pub_system_in(:scope, :judged_at, :as_of) i)
                       AND EXISTS (SELECT 1 FROM estate.pub_target t
                                    WHERE t.system_id = s.id AND t.first_seen_at < :to AND t.first_seen_at <= :as_of)) AS unconfirmed, 0 AS silent
            """;

    private static final String ALERTS = """
            SELECT (SELECT min(a.recorded_at) FROM alerts.pub_alert a WHERE a.recorded_at <= :as_of) AS first_at,
                   (SELECT max(a.recorded_at)
                      FROM alerts.pub_alert a
                     WHERE a.recorded_at < :to AND a.recorded_at <= :as_of) AS last_at,
                   (SELECT count(*)
                      FROM alerts.pub_alert a
                     WHERE :scope <> 'all' AND a.system_id IS NULL AND a.recorded_at >= :from AND a.recorded_at < :to
                       AND a.recorded_at <= :as_of) AS unattributed,
                   (SELECT count(*)
                      FROM estate.pub_system_judged(:judged_at, :as_of) s
                     WHERE :scope LIKE 'tag:%'
                       AND
            """ + Attribution.UNCONFIRMED + """
                       AND s.id NOT IN (SELECT i.system_id FROM estate.pub_system_in(:scope, :judged_at, :as_of) i)
                       AND EXISTS (SELECT 1 FROM alerts.pub_alert a
                                    WHERE a.system_id = s.id AND a.recorded_at >= :from AND a.recorded_at < :to
                                      AND a.recorded_at <= :as_of)) AS unconfirmed, 0 AS silent
            """;

    /** What nobody gave to a system has no scope that anybody could have confirmed. */
    private static final String STATEMENTS = """
            SELECT (SELECT min(b.created_at) FROM estate.pub_system b WHERE b.created_at <= :as_of) AS first_at,
                   NULL::timestamptz AS last_at,
                   (SELECT count(*)
                      FROM estate.pub_target_at(:as_of) a
                      JOIN estate.pub_target t ON t.id = a.target_id
                     WHERE a.system_id IS NULL AND t.first_seen_at < :to AND t.first_seen_at <= :as_of) AS unattributed,
                   (SELECT count(*)
                      FROM estate.pub_system_judged(:judged_at, :as_of) s
                      JOIN estate.pub_system b ON b.id = s.id AND b.created_at < :judged_at AND b.retired_at IS NULL
                     WHERE :scope LIKE 'tag:%'
                       AND
            """ + Attribution.UNCONFIRMED + """
                       AND s.id NOT IN (SELECT i.system_id FROM estate.pub_system_in(:scope, :from, :as_of) i)) AS unconfirmed, 0 AS silent
            """;

    /** What a cluster runs of which nobody knows whose it is, and clusters that are expected to state themselves and do not. */
    private static final String RUNNING = """
            SELECT (SELECT min(k.first_at) FROM estate.pub_cluster_stated(:as_of) k) AS first_at, NULL::timestamptz AS last_at,
                   (SELECT count(DISTINCT d.identity)
                      FROM estate.pub_interval d
                     WHERE :scope <> 'all' AND d.system_id IS NULL AND d.from_at < :judged_at AND d.opened_at <= :as_of
                       AND (d.to_at IS NULL OR d.to_at > :from)) AS unattributed,
                   (SELECT count(*)
                      FROM estate.pub_system_judged(:judged_at, :as_of) s
                     WHERE :scope LIKE 'tag:%'
                       AND
            """ + Attribution.UNCONFIRMED + """
                       AND s.id NOT IN (SELECT i.system_id FROM estate.pub_system_in(:scope, :judged_at, :as_of) i)
                       AND EXISTS (SELECT 1 FROM estate.pub_interval d
                                    WHERE d.system_id = s.id AND d.from_at < :judged_at AND d.opened_at <= :as_of
                                      AND (d.to_at IS NULL OR d.to_at > :from))) AS unconfirmed,
                   (SELECT count(*)
                      FROM estate.pub_cluster_stated(:judged_at) k
                     WHERE k.declared
                       AND (k.last_at IS NULL OR k.last_at < :judged_at - :cluster_silent_hours * interval '1 hour')) AS silent
            """;

    /** Makers of software say themselves which of their products are affected. */
    private static final String ADVISORIES = """
            SELECT (SELECT min(v.recorded_at) FROM scans.pub_vex_document v WHERE v.recorded_at <= :as_of) AS first_at,
                   NULL::timestamptz AS last_at, 0 AS unattributed, 0 AS unconfirmed, 0 AS silent
            """;

    /** The parameter that says how old the newest input may be. */
    static final String MAX_AGE = "input_max_age_hours";

    private final JdbcClient jdbc;

    Received(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Each gap as the end of a sentence; empty: nothing is missing. */
    List<String> gaps(Check.Input input, Profile profile, Question question) {
        if (input == Check.Input.DOCUMENTED) {
            return List.of();
        }
        Extent extent = jdbc.sql(
                        switch (input) {
                            case SCANNED_FOR, SCANNED -> SCANS;
                            case ALERTED -> ALERTS;
                            case STATED -> STATEMENTS;
                            case RUNNING -> RUNNING;
                            case PUBLISHED, DOCUMENTED -> ADVISORIES;
                        })
                .param("scope", question.scope().text())
                .param("from", question.period().from().atOffset(ZoneOffset.UTC))
                .param("to", question.period().to().atOffset(ZoneOffset.UTC))
                .param("as_of", question.asOf().atOffset(ZoneOffset.UTC))
                .param("judged_at", question.judgedAt().atOffset(ZoneOffset.UTC))
                .param(Attribution.CONFIRM, profile.value(Attribution.CONFIRM))
                .param(Attribution.CONFIRM_PROVIDER, profile.value(Attribution.CONFIRM_PROVIDER))
                .param(SILENT, profile.value(SILENT))
                .query(Extent.class)
                .single();
        Duration allowed = Duration.ofHours(profile.value(MAX_AGE));
        return switch (input) {
            case SCANNED_FOR, SCANNED -> ofScans(extent, allowed, question);
            case ALERTED -> ofAlerts(extent, allowed, question);
            case STATED -> ofStatements(extent, allowed, question);
            case RUNNING -> ofRuns(extent, allowed, question);
            case PUBLISHED, DOCUMENTED ->
                extent.firstAt == null ? List.of("no advisory by a maker of software was ever received") : List.of();
        };
    }

    private static List<String> ofScans(Extent extent, Duration allowed, Question question) {
        List<String> gaps = new ArrayList<>();
        Instant first = instant(extent.firstAt);
        Instant last = instant(extent.lastAt);
        if (last == null) {
            gaps.add("no scan that can be relied on was received in this scope");
        } else if (last.isBefore(question.judgedAt().minus(allowed))) {
            gaps.add("the newest scan that can be relied on is of " + Written.day(last));
        }
        if (first != null && first.isAfter(question.period().from().plus(allowed))) {
            gaps.add("scans are known only since " + Written.day(first));
        }
        if (extent.unattributed > 0) {
            gaps.add(Written.count(extent.unattributed, "target belongs", "targets belong")
                    + " to no system and may be part of this scope");
        }
        unconfirmed(extent, gaps);
        return gaps;
    }

    private static List<String> ofAlerts(Extent extent, Duration allowed, Question question) {
        List<String> gaps = new ArrayList<>();
        Instant first = instant(extent.firstAt);
        if (first == null) {
            gaps.add("no alert was ever received, and silence does not show that a sensor was working");
        } else if (first.isAfter(question.period().from().plus(allowed))) {
            gaps.add("alerts are known only since " + Written.day(first));
        }
        if (extent.unattributed > 0) {
            gaps.add(Written.count(extent.unattributed, "alert belongs", "alerts belong")
                    + " to no system and may be part of this scope");
        }
        unconfirmed(extent, gaps);
        return gaps;
    }

    private static List<String> ofStatements(Extent extent, Duration allowed, Question question) {
        List<String> gaps = new ArrayList<>();
        Instant first = instant(extent.firstAt);
        if (first == null) {
            gaps.add("no system was entered");
        } else if (first.isAfter(question.period().from().plus(allowed))) {
            gaps.add("systems are known only since " + Written.day(first));
        }
        if (extent.unattributed > 0) {
            gaps.add(Written.count(extent.unattributed, "target belongs", "targets belong")
                    + " to no system, so that nobody confirmed the scope");
        }
        unconfirmed(extent, gaps);
        return gaps;
    }

    private static List<String> ofRuns(Extent extent, Duration allowed, Question question) {
        List<String> gaps = new ArrayList<>();
        Instant first = instant(extent.firstAt);
        if (first == null) {
            gaps.add("no cluster ever stated what runs in it, and scans alone do not say that");
        } else if (first.isAfter(question.period().from().plus(allowed))) {
            gaps.add("clusters state what runs in them only since " + Written.day(first));
        }
        if (extent.silent > 0) {
            gaps.add(Written.count(extent.silent, "cluster that is", "clusters that are")
                    + " expected to state what runs in " + (extent.silent == 1 ? "it" : "them")
                    + " had not done so of late");
        }
        if (extent.unattributed > 0) {
            gaps.add(Written.count(extent.unattributed, "image that ran belongs", "images that ran belong")
                    + " to no system and may be part of this scope");
        }
        unconfirmed(extent, gaps);
        return gaps;
    }

    /** Outside of a scope by tag is only what somebody has confirmed to be outside, and not too long ago. */
    private static void unconfirmed(Extent extent, List<String> gaps) {
        if (extent.unconfirmed > 0) {
            gaps.add("the scope of " + Written.count(extent.unconfirmed, "other system", "other systems")
                    + " was not confirmed in time, so " + (extent.unconfirmed == 1 ? "it" : "they")
                    + " may be part of this one");
        }
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    /** The first and last input, how much of it belongs to nobody, how many systems may be in the scope or not, and what was expected in vain. */
    record Extent(
            @Nullable OffsetDateTime firstAt,
            @Nullable OffsetDateTime lastAt,
            long unattributed,
            long unconfirmed,
            long silent) {}
}
