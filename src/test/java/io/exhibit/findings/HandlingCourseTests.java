package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.findings.Handling.Fact;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which facts may follow on which, and what they come to. */
class HandlingCourseTests {

    /** A hyphen: the fact cannot come then. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -                                     | OPEN | -      | -          | -            | CLOSED       | CLOSED       | -              | -
            SEEN                                  | -    | CLOSED | SUPPRESSED | -            | EXCEPTED     | NOT_AFFECTED | -              | -
            SEEN SUPPRESSED                       | -    | CLOSED | -          | OPEN         | EXCEPTED     | NOT_AFFECTED | -              | -
            SEEN EXCEPTED                         | -    | CLOSED | EXCEPTED   | -            | EXCEPTED     | NOT_AFFECTED | OPEN           | -
            SEEN NOT_AFFECTED                     | -    | CLOSED | NOT_AFFECTED | -          | NOT_AFFECTED | NOT_AFFECTED | -              | OPEN
            SEEN SUPPRESSED EXCEPTED              | -    | CLOSED | -          | EXCEPTED     | EXCEPTED     | NOT_AFFECTED | SUPPRESSED     | -
            SEEN SUPPRESSED NOT_AFFECTED          | -    | CLOSED | -          | NOT_AFFECTED | NOT_AFFECTED | NOT_AFFECTED | -              | SUPPRESSED
            SEEN EXCEPTED NOT_AFFECTED            | -    | CLOSED | NOT_AFFECTED | -          | NOT_AFFECTED | NOT_AFFECTED | NOT_AFFECTED   | EXCEPTED
            SEEN NOT_AFFECTED NOT_AFFECTED        | -    | CLOSED | NOT_AFFECTED | -          | NOT_AFFECTED | NOT_AFFECTED | -              | NOT_AFFECTED
            SEEN GONE                             | OPEN | -      | -          | -            | CLOSED       | CLOSED       | -              | -
            SEEN SUPPRESSED GONE                  | OPEN | -      | -          | -            | CLOSED       | CLOSED       | -              | -
            SEEN EXCEPTED GONE                    | EXCEPTED | -  | -          | -            | CLOSED       | CLOSED       | CLOSED         | -
            SEEN NOT_AFFECTED GONE                | NOT_AFFECTED | - | -       | -            | CLOSED       | CLOSED       | -              | CLOSED
            """)
    void goesOn(
            String after,
            String seen,
            String gone,
            String suppressed,
            String shown,
            String excepted,
            String notAffected,
            String endedExcepted,
            String endedNotAffected) {
        check(after, Fact.SEEN, seen);
        check(after, Fact.GONE, gone);
        check(after, Fact.SUPPRESSED, suppressed);
        check(after, Fact.SHOWN, shown);
        check(after, Fact.EXCEPTED, excepted);
        check(after, Fact.NOT_AFFECTED, notAffected);
        check(after, Fact.ENDED_EXCEPTED, endedExcepted);
        check(after, Fact.ENDED_NOT_AFFECTED, endedNotAffected);
    }

    private static void check(String after, Fact fact, String then) {
        HandlingCourse course = new HandlingCourse();
        List<Fact> before = after.equals("-")
                ? List.of()
                : Arrays.stream(after.split(" ")).map(Fact::valueOf).toList();
        before.forEach(course::take);
        Handling stood = course.state();
        if (then.equals("-")) {
            assertThatThrownBy(() -> course.take(fact)).isInstanceOf(IllegalStateException.class);
            assertThat(course.state()).as("%s after %s", fact, after).isEqualTo(stood);
        } else {
            assertThat(course.take(fact)).as("%s after %s", fact, after).isEqualTo(Handling.valueOf(then));
        }
    }

    /** Whatever may happen does: it is closed exactly while no scan shows it, and nothing but a decision covers it. */
    @Test
    void onlyScansCloseAndOnlyDecisionsCover() {
        Random random = new Random(11);
        List<Fact> facts = List.of(Fact.values());
        for (int history = 0; history < 300; history++) {
            HandlingCourse course = new HandlingCourse();
            boolean there = false;
            int decisions = 0;
            for (int step = 0; step < 40; step++) {
                Fact fact = facts.get(random.nextInt(facts.size()));
                try {
                    course.take(fact);
                } catch (IllegalStateException cannot) {
                    continue;
                }
                there = fact == Fact.SEEN || (there && fact != Fact.GONE);
                decisions += fact == Fact.EXCEPTED || fact == Fact.NOT_AFFECTED ? 1 : 0;
                decisions -= fact == Fact.ENDED_EXCEPTED || fact == Fact.ENDED_NOT_AFFECTED ? 1 : 0;
                assertThat(course.state() == Handling.CLOSED).isEqualTo(!there);
                assertThat(course.state() == Handling.EXCEPTED || course.state() == Handling.NOT_AFFECTED)
                        .isEqualTo(there && decisions > 0);
            }
        }
    }
}
