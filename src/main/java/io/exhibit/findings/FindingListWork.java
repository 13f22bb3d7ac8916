package io.exhibit.findings;

import io.exhibit.kernel.Choice;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Text;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What of a list has to be done: by when, whether a fixed version is known, whose it is, and whether somebody decided that it may
 * wait, by an exception or an escalation that is valid. Null or false: any.
 */
record FindingListWork(
        @Nullable DueFilter due,
        boolean fixable,
        @Nullable String owner,
        @Nullable Boolean covered) {

    /** Stands for the owner of what is attributed to no system. */
    static final String NOBODY = "none";

    static final List<Choice> FIXES = List.of(new Choice("", "any"), new Choice("yes", "a fixed version is known"));

    static final List<Choice> COVERS = List.of(
            new Choice("", "any"), new Choice("yes", "by an exception or escalation"), new Choice("no", "by neither"));

    private static final int LONGEST_OWNER = 200;

    static FindingListWork of(FindingListParameters asked) {
        DueFilter due = DueFilter.read(Text.given(asked.due()));
        String owner = Text.given(asked.owner());
        if (owner != null && owner.length() > LONGEST_OWNER) {
            throw new InvalidRequest("An owner is at most " + LONGEST_OWNER + " characters long.");
        }
        return new FindingListWork(due, yes("fix", asked.fix()), owner, covered(asked.covered()));
    }

    public String coveredWord() {
        return covered == null ? "" : covered ? "yes" : "no";
    }

    /** Goes on the sentence that says what is listed. */
    String words() {
        return (due == null ? "" : " and " + due.words())
                + (fixable ? " and have a fixed version" : "")
                + (covered == null
                        ? ""
                        : covered
                                ? " and are covered by a valid exception or escalation"
                                : " and are covered by no valid exception or escalation")
                + (owner == null ? "" : owner.equals(NOBODY) ? " and belong to no system" : " and belong to " + owner);
    }

    static boolean yes(String name, @Nullable String text) {
        String word = Text.given(text);
        if (word != null && !word.equalsIgnoreCase("yes")) {
            throw new InvalidRequest(name + " is yes, or left out.");
        }
        return word != null;
    }

    private static @Nullable Boolean covered(@Nullable String text) {
        String word = Text.given(text);
        if (word == null) {
            return null;
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw new InvalidRequest("covered is yes or no, or left out.");
        };
    }
}
