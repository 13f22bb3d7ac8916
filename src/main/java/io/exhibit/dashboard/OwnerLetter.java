package io.exhibit.dashboard;

import io.exhibit.findings.Profile;
import io.exhibit.kernel.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the owner of a system has to patch by when, as a text that can be sent. */
record OwnerLetter(Addressee to, List<Line> lines, boolean all, List<EndingExceptions.Ending> endings, Instant at) {

    /** Whom it is for, and the system that it is about. */
    record Addressee(String code, String system, String owner, String email) {}

    /** A finding with the clock that runs out first; ready: the image, known already, in which the package has a version that is not affected. */
    record Line(
            String vulnerability,
            @Nullable String rank,
            Pack pack,
            String target,
            Profile clock,
            Instant dueAt,
            boolean exploited,
            @Nullable String ready) {

        boolean isLate(Instant at) {
            return dueAt.isBefore(at);
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
        return to.system() + ": " + Written.count(late().size(), "patch is late", "patches are late") + ", "
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

    private void section(StringBuilder text, String title, List<Line> of) {
        if (of.isEmpty()) {
            return;
        }
        text.append('\n').append(title).append(" (").append(of.size()).append(")\n");
        for (Line line : of) {
            text.append("\n- ")
                    .append(line.vulnerability())
                    .append(rank(line))
                    .append(" in ")
                    .append(line.pack().name());
            text.append(' ')
                    .append(line.pack().installed())
                    .append("\n  where: ")
                    .append(line.target());
            text.append("\n  due:   ")
                    .append(Written.day(line.dueAt()))
                    .append(" (")
                    .append(line.clock().title())
                    .append(')');
            text.append(standing(line)).append("\n  fix:   ").append(fix(line)).append('\n');
        }
    }

    private static String rank(Line line) {
        String rank = line.rank() == null ? "not ranked" : line.rank().toLowerCase(Locale.ROOT);
        return " (" + rank + (line.exploited() ? ", known to be exploited" : "") + ")";
    }

    private String standing(Line line) {
        long days = Duration.between(line.dueAt(), at).toDays();
        return line.isLate(at) ? ", " + Written.count(Math.max(1, days), "day", "days") + " late" : "";
    }

    private static String fix(Line line) {
        String fixed = line.pack().fixed();
        if (fixed == null) {
            return "no fixed version is known";
        }
        return fixed + (line.ready() == null ? "" : "; " + line.ready() + " has it");
    }
}
