package io.exhibit.demo;

import io.exhibit.access.Cast;
import io.exhibit.estate.DocumentKind;
import io.exhibit.estate.Relationship;
import io.exhibit.findings.Worksheet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What happens in the made-up half year, by demo/scenario.yaml; days count from its first midnight, and lead is how long before it begins. */
record Scenario(
        Duration past,
        Duration lead,
        List<Cast.Member> people,
        Roles roles,
        List<Owned> systems,
        List<Maker> vendors,
        List<String> ownBuilds,
        List<Key> keys,
        List<Signed> signed,
        List<Approval> policies,
        List<Line> lines,
        List<Second> seconds,
        List<Cut> cut,
        List<Incident> alerts,
        List<Cluster> clusters,
        int exploitedFrom,
        List<Accepted> exceptions,
        Others others) {

    /** The line whose name ends so. */
    Line line(String name) {
        return lines.stream()
                .filter(line -> line.name().endsWith(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The scenario has no line " + name));
    }

    /** What comes of builds, of other people and of the cluster's own log: SBOMs, VEX statements, escalations, audit events, late reports, less scope, what is examined. */
    record Others(
            List<Sbom> sboms,
            List<Stated> statements,
            List<Escalated> escalations,
            List<Audited> audited,
            List<Late> late,
            List<Narrowed> narrowed,
            List<DocumentDesk.Paper> papers,
            MandateDesk.Examined examined) {}

    /** A report of a line that was made on a day and sent on another; beside what the line had, these were found. */
    record Late(String line, int made, int sent, List<String> of) {}

    /** That the officer says on a day that a system is no longer in scope as this, and why; nobody else has agreed yet. */
    record Narrowed(String system, int day, String tag, String why) {}

    /** Who decides about scope and policies, who decides about exceptions beside them, and who looks after alerts: addresses of people. */
    record Roles(String officer, String another, String engineer) {}

    /** A system, its owner, what regulators care about in it and why, and what belongs to it by rule; early: entered at the very first. */
    record Owned(
            String code,
            String name,
            String owner,
            String email,
            String entity,
            String description,
            List<String> tags,
            Map<String, String> reasons,
            String exposure,
            @Nullable Supported supported,
            boolean early,
            List<Rule> rules) {}

    /** The last day of support, from the first midnight, and where that is from. */
    record Supported(int until, String source) {}

    record Rule(String kind, String pattern) {}

    /** The version of a policy that the officer approves, and the day; drafted: not that one, but one that the engineer makes from it. */
    record Approval(int version, int day, @Nullable Drafted drafted) {}

    /** A version of the bank's own: what differs, by the names of its form. */
    record Drafted(String name, String reason, Map<String, String> fields) {}

    /** A vendor, the repositories of its images, and its file. */
    record Maker(
            String code,
            String name,
            Relationship relationship,
            boolean critical,
            String owner,
            String email,
            String description,
            @Nullable Integer criticalDays,
            @Nullable Integer highDays,
            List<String> patterns,
            List<Filed> documents) {}

    /** A document of a vendor: filed on a day, valid from a day until another; all three count from the first midnight. */
    record Filed(DocumentKind kind, String title, int day, int from, int until) {}

    /** A key that the bank trusts from a day on, for a vendor or, without one, for itself; and where it was got from. */
    record Key(String name, @Nullable String vendor, int day, String origin) {}

    /** What somebody signs, with a key, about the build of a line that is the newest on a day: provenance, sbom. */
    record Signed(String line, int day, String key, List<String> of, String builder, String source) {}

    /** Something that is scanned again and again: an image from build to build, a repository, a folder. */
    record Line(
            String name,
            String document,
            String version,
            Map<String, String> place,
            int first,
            int every,
            List<Rows> rows) {}

    /** That an SBOM, derived from a published one, is posted of every build of a line. */
    record Sbom(String line, String document) {}

    /** Rows of the document by package or vulnerability id, and from which day to which they are found. */
    record Rows(
            List<String> of,
            int found,
            @Nullable Integer patched,
            @Nullable Integer again,
            @Nullable Integer patchedAgain) {

        boolean names(String vulnerability, String packageName) {
            return of.contains(vulnerability) || of.contains(packageName);
        }

        boolean isPatchedOn(int day) {
            return day >= found && !isFoundOn(day);
        }

        boolean isFoundOn(int day) {
            boolean firstTime = day >= found && (patched == null || day < patched);
            boolean secondTime = again != null && day >= again && (patchedAgain == null || day < patchedAgain);
            return firstTime || secondTime;
        }
    }

    /** A second scanner that looks at what a line builds, from a day on and until it is given up; the days of fixes, by package, that it states. */
    record Second(
            String line,
            String document,
            int first,
            int every,
            @Nullable Integer until,
            List<Rows> rows,
            Map<String, Integer> fixes) {}

    /** A report of a line that broke off on its way. */
    record Cut(String line, int day) {}

    /**
     * A cluster that states what runs in it: the lines of a cluster, builds so many days after they were made, and what no line tells of;
     * until: the day on which it falls silent.
     */
    record Cluster(
            String name,
            String environment,
            String lines,
            int behind,
            @Nullable Integer until,
            List<Other> others) {}

    /** Something that runs and is no line. */
    record Other(
            String namespace,
            String workload,
            String kind,
            String image,
            boolean digest,
            @Nullable Map<String, String> labels) {}

    /** That a maker states of an image on a day that something does not affect it; asked: the days after which it is asked to be honoured; approved: by two, the day after. */
    record Stated(
            String line,
            String vulnerability,
            String author,
            int day,
            String justification,
            String impact,
            int asked,
            int days,
            boolean approved,
            String proof) {}

    /** That the deadline of the first of these, by id, cannot be met, and is planned to be for so many days. */
    record Escalated(
            String line,
            List<String> of,
            int day,
            int days,
            String level,
            String person,
            String reason,
            String decision) {}

    /** What a cluster's audit log has of a line on a day: an update to the build of that day, by digest or tag, or a deletion. */
    record Audited(String cluster, String environment, String line, int day, String verb, boolean digest) {}

    /** A kind of event in one place, at some days, and what the engineer made of it; nothing: nobody has looked. */
    record Incident(
            String rule,
            String line,
            List<Integer> days,
            @Nullable Series series,
            Map<String, String> fields,
            @Nullable Handling handling) {

        List<Integer> allDays() {
            List<Integer> all = new ArrayList<>(days);
            if (series != null) {
                IntStream.iterate(series.from(), day -> day <= series.until(), day -> day + series.every())
                        .forEach(all::add);
            }
            return all;
        }
    }

    record Series(int from, int every, int until) {}

    record Handling(Duration taken, @Nullable Duration closed, String disposition, String reason) {}

    /** An exception for what a line has in some packages or under some ids on a day, approved by two a day later, for so many days. */
    record Accepted(
            String line,
            List<String> of,
            int day,
            String kind,
            int days,
            String reason,
            String owner,
            String mitigations,
            String proof,
            String residualRank,
            String ticket,
            @Nullable Assessed assessed) {}

    /** The worksheet of a compensating control, and on which day the assessor's acceptance of it is recorded. */
    record Assessed(int day, String assessor, String company, Worksheet worksheet) {}
}
