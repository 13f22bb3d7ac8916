package io.exhibit.dashboard;

import io.exhibit.findings.BothBases;
import io.exhibit.findings.Profile;
import io.exhibit.findings.TimelineDecision;
import io.exhibit.findings.TimelineStanding;
import io.exhibit.kernel.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the owner of a system has to patch by when, as a text that can be sent. */
record OwnerLetter(Addressee to, List<Line> lines, boolean all, List<EndingExceptions.Ending> endings, Instant at) {

    /** So many paths are named of what is in several places. */
    private static final int PATHS = 3;

    /** Whom it is for, and the system that it is about. */
    record Addressee(String code, String system, String owner, String email) {}

    /**
     * A finding with the clock that runs out first. closedAt: a scan no longer shows it, and it runs still; null: it is open. decision:
     * that it may wait, as somebody decided; null: nobody did. ready: the image that no longer has it. bases: of an image of a vendor, what the days may count from.
     */
    record Line(
            String vulnerability,
            @Nullable String rank,
            Pack pack,
            Place place,
            Due due,
            boolean exploited,
            @Nullable TimelineDecision decision,
            @Nullable Ready ready,
            @Nullable BothBases bases) {

        boolean isLate(Instant at) {
            return due.at().isBefore(at);
        }
    }

    /** The image or target, and the path in it, empty for a package of its system. */
    record Place(String target, String path) {}

    /** The first clock to run out, and when. */
    record Due(Profile clock, Instant at, @Nullable Instant closedAt) {}

    /** An image of the repository that has the fixed version, or by its scan not the finding any more. */
    record Ready(String image, boolean byScan) {

        String words() {
            return image + (byScan ? " no longer has the finding, by its scan" : " has it");
        }
    }

    /** What is affected, and the version that is not, where one is known. */
    record Pack(String name, String installed, @Nullable String fixed) {}

    public List<Line> late() {
        return lines.stream().filter(line -> line.isLate(at)).toList();
    }

    public List<Line> soon() {
        return lines.stream().filter(line -> !line.isLate(at)).toList();
    }

    public String subject() {
        long covered = late().stream().filter(line -> line.decision() != null).count();
        return to.system() + ": " + Written.count(late().size(), "patch is late", "patches are late")
                + (covered == 0 ? "" : " (" + Written.count(covered) + " covered by an exception or escalation)") + ", "
                + Written.count(soon().size(), "more is", "more are") + " due within 30 days";
    }

    /** Plain text with lines of any length, each finding a paragraph; link: the address under which the system's timeline stands. */
    public String text(String link) {
        StringBuilder text = new StringBuilder();
        text.append("To: ")
                .append(to.owner())
                .append(to.email().isEmpty() ? "" : " <" + to.email() + ">")
                .append('\n');
        text.append("Subject: ").append(subject()).append("\n\n");
        text.append("As known on ").append(Written.minute(at)).append(".\n");
        section(text, "Past the deadline", late());
        section(text, "Due within 30 days", soon());
        if (lines.isEmpty()) {
            text.append("\nNothing is past its deadline, and nothing falls due within 30 days.\n");
        }
        if (!all) {
            text.append("\nThere are more; these are the ").append(lines.size()).append(" that are due first.\n");
        }
        ends(text);
        return text.append("\nEvery date with its source: ")
                .append(link)
                .append('\n')
                .toString();
    }

    private void ends(StringBuilder text) {
        if (endings.isEmpty()) {
            return;
        }
        text.append("\nExceptions that end within 30 days (")
                .append(endings.size())
                .append(")\n");
        for (EndingExceptions.Ending one : endings) {
            text.append("\n- ").append(one.name()).append(" for ").append(one.brief());
            text.append(", ").append(Written.count(one.findings(), "finding that is", "findings that are"));
            text.append(" not gone\n  ends:  after ").append(one.lastDay());
            text.append("\n  then:  ").append(one.afterwards()).append('\n');
        }
    }

    /** What reads the same is told once, with the places in which it is; it is counted as often as it is there. */
    private void section(StringBuilder text, String title, List<Line> of) {
        if (of.isEmpty()) {
            return;
        }
        text.append('\n').append(title).append(" (").append(of.size()).append(")\n");
        Map<List<String>, List<String>> told = new LinkedHashMap<>();
        for (Line line : of) {
            told.computeIfAbsent(
                            List.of(what(line), line.place().target(), when(line), fix(line) + vendor(line)),
                            any -> new ArrayList<>())
                    .add(line.place().path());
        }
        told.forEach((words, paths) -> text.append("\n- ")
                .append(words.get(0))
                .append("\n  where: ")
                .append(words.get(1))
                .append(places(paths))
                .append("\n  due:   ")
                .append(words.get(2))
                .append("\n  fix:   ")
                .append(words.get(3))
                .append('\n'));
    }

    private static String what(Line line) {
        String rank = line.rank() == null ? "not ranked" : line.rank().toLowerCase(Locale.ROOT);
        return line.vulnerability() + " (" + rank + (line.exploited() ? ", known to be exploited" : "") + ") in "
                + line.pack().name() + " " + line.pack().installed();
    }

    private static String places(List<String> paths) {
        List<String> named = paths.stream()
                .filter(path -> !path.isEmpty())
                .distinct()
                .sorted()
                .toList();
        String names = String.join(", ", named.subList(0, Math.min(PATHS, named.size())))
                + (named.size() > PATHS ? " and others" : "");
        if (paths.size() == 1) {
            return names.isEmpty() ? "" : ", " + names;
        }
        return ", in " + Written.count(paths.size()) + " places" + (names.isEmpty() ? "" : ": " + names);
    }

    /** The days late are those of the finding's story. */
    private String when(Line line) {
        Due due = line.due();
        String standing = TimelineStanding.of(due.at(), new TimelineStanding.Ending(due.closedAt(), null), at, "")
                .words();
        return Written.day(due.at()) + " (" + due.clock().title() + ")"
                + (line.isLate(at) || due.closedAt() != null ? ", " + standing : "")
                + (line.decision() == null ? "" : "; " + line.decision().sentence());
    }

    private String vendor(Line line) {
        BothBases bases = line.bases();
        return bases == null ? "" : "\n  image of " + bases.vendor() + ": " + bases.sentence(at);
    }

    private static String fix(Line line) {
        String fixed = line.pack().fixed();
        return (fixed == null ? "no fixed version is known" : fixed)
                + (line.ready() == null ? "" : "; " + line.ready().words());
    }
}
