package io.exhibit.estate;

import io.exhibit.intake.Interpreted;
import io.exhibit.intake.Interpreter;
import io.exhibit.intake.Kind;
import io.exhibit.intake.Submission;
import io.exhibit.intake.Unreadable;
import io.exhibit.kernel.Text;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads snapshots of clusters, and hints: what runs there, since when, and what no longer does. */
@org.springframework.stereotype.Component
class DeploymentInterpreter implements Interpreter {

    private final JdbcClient jdbc;
    private final Snapshots snapshots;
    private final Hints hints;
    private final LabelFacts labels;
    private final Deployments deployments;
    private final ApplicationEventPublisher events;

    DeploymentInterpreter(
            JdbcClient jdbc,
            Snapshots snapshots,
            Hints hints,
            LabelFacts labels,
            Deployments deployments,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.snapshots = snapshots;
        this.hints = hints;
        this.labels = labels;
        this.deployments = deployments;
        this.events = events;
    }

    @Override
    public Kind kind() {
        return Kind.DEPLOYMENTS;
    }

    @Override
    public String reader() {
        return SnapshotReader.NAME;
    }

    @Override
    public Limits limits() {
        return SnapshotReader.LIMITS;
    }

    @Override
    public Interpreted interpret(Submission submission, InputStream document) throws Unreadable, IOException {
        SnapshotStaging staging = new SnapshotStaging(jdbc, submission);
        HintStaging hinted = new HintStaging(jdbc, submission, staging);
        ReadSnapshot read = SnapshotReader.read(document, hinted);
        if (read.isHints()) {
            hinted.end();
            return hints(submission, read);
        }
        Instant stated = stated(submission, read);
        Snapshots.Statement statement = statement(submission, read, stated);
        int rows = staging.sum();
        Snapshots.Change change = snapshots.merge(statement);
        hints.supersede(statement, "pg_temp.ran");
        int relabelled = labels.follow(statement, change.late());
        deployments.attribute(submission.entryIndex(), statement.recordedAt());
        snapshots.add(submission.id(), read, stated, statement, change.with(relabelled));
        tell(statement, change.again());
        Map<String, Object> counts = counts(read, rows, change, ahead(submission, stated));
        if (relabelled > 0) {
            counts.put("workloads with other labels", relabelled);
        }
        return new Interpreted(SnapshotReader.NAME, counts);
    }

    private void tell(Snapshots.Statement statement, boolean again) {
        events.publishEvent(
                new PlacesChanged(statement.cluster(), statement.entryIndex(), statement.recordedAt(), again));
    }

    /** What is hinted at is part of what runs, and never all of it. */
    private Interpreted hints(Submission submission, ReadSnapshot read) throws Unreadable {
        Snapshots.Statement statement = statement(submission, read, null);
        if (statement.complete()) {
            throw new Unreadable(
                    "schema",
                    "Audit events and reports are never all that runs in a cluster: leave complete=true out.");
        }
        Hints.Change change = hints.merge(statement);
        deployments.attribute(submission.entryIndex(), statement.recordedAt());
        if (change.opened() + change.extended() > 0) {
            tell(statement, false);
        }
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("audit events", read.events);
        counts.put("reports", read.reports);
        counts.put("hints of what runs", read.seen);
        counts.put("without digest", read.hintsWithoutDigest);
        counts.put("hints of an end", change.ends());
        counts.put("say nothing of what runs", read.mute + read.others);
        counts.put("intervals", Map.of("opened", change.opened(), "extended", change.extended()));
        return new Interpreted(SnapshotReader.NAME, counts);
    }

    private static Snapshots.Statement statement(Submission submission, ReadSnapshot read, @Nullable Instant stated)
            throws Unreadable {
        String cluster = one(submission, "cluster", read.cluster);
        if (cluster.isEmpty()) {
            throw new Unreadable(
                    "schema", "The snapshot does not say of which cluster it is, and neither does ?cluster=.");
        }
        String system = one(submission, "system", read.system);
        Instant received = micros(submission.receivedAt());
        return new Snapshots.Statement(
                cluster,
                one(submission, "environment", read.environment),
                system.isEmpty() ? null : system,
                stated == null || stated.isAfter(received) ? received : stated,
                isComplete(submission, read),
                received,
                submission.entryIndex());
    }

    /** Only when somebody says so, nobody says otherwise, and the list itself does not show that it goes on. */
    private static boolean isComplete(Submission submission, ReadSnapshot read) {
        String said = submission.context("complete");
        boolean denied = said.equals("false") || Boolean.FALSE.equals(read.complete);
        boolean affirmed = said.equals("true") || Boolean.TRUE.equals(read.complete);
        return affirmed && !denied && !read.goesOn && !read.isEmptyList();
    }

    private static @Nullable Instant stated(Submission submission, ReadSnapshot read) throws Unreadable {
        String text = one(submission, "observedAt", read.observedAt);
        if (text.isEmpty()) {
            return null;
        }
        Instant stated = Text.time(text);
        if (stated == null) {
            throw new Unreadable("schema", "observedAt is a time like 2026-11-21T14:05:00Z, between 1990 and 2100.");
        }
        return micros(stated);
    }

    /** What is said twice is said alike: which of two would be meant nobody could tell. */
    private static String one(Submission submission, String name, @Nullable String inside) throws Unreadable {
        String beside = submission.context(name);
        String within = inside == null ? "" : inside;
        if (!beside.isEmpty() && !within.isEmpty() && !beside.equals(within)) {
            throw new Unreadable("schema", "The snapshot and its address name two different values of " + name + ".");
        }
        return beside.isEmpty() ? within : beside;
    }

    /** As the database keeps it: what is compared must not differ by what it drops. */
    private static Instant micros(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS);
    }

    private static long ahead(Submission submission, @Nullable Instant stated) {
        return stated == null
                ? 0
                : Math.max(0, Duration.between(submission.receivedAt(), stated).toSeconds());
    }

    private static Map<String, Object> counts(ReadSnapshot read, int rows, Snapshots.Change change, long ahead) {
        Map<String, Object> intervals = new LinkedHashMap<>();
        intervals.put("opened", change.opened());
        intervals.put("closed", change.closed());
        intervals.put("extended", change.extended());
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put(read.format.equals("kubernetes") ? "pods" : "workloads", read.pods);
        counts.put("running", read.running);
        counts.put("kinds of container", rows);
        counts.put("without digest", read.withoutDigest);
        counts.put("intervals", intervals);
        if (read.others + read.events + read.reports > 0) {
            counts.put("not pods", read.others + read.events + read.reports);
        }
        if (ahead > 0) {
            counts.put("seconds its clock was ahead", ahead);
        }
        if (change.late()) {
            counts.put("late", 1);
        }
        return counts;
    }
}
