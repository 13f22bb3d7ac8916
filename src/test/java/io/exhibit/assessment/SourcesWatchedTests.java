package io.exhibit.assessment;

import static io.exhibit.assessment.Asking.ask;
import static io.exhibit.assessment.Asking.items;
import static io.exhibit.assessment.Facts.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.estate.Scope;
import io.exhibit.kernel.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** C06, worked out by hand: looks at KEV and EPSS at noon of days of January 2071, day 0 being the first; each at most 48 hours apart. */
class SourcesWatchedTests {

    private static final Instant BEGIN = Instant.parse("2071-01-01T00:00:00Z");

    @AfterEach
    void forget() {
        sql("DELETE FROM intake.reference_look WHERE looked_at BETWEEN '1980-01-01' AND '1980-12-31' OR looked_at > '2070-01-01'")
                .update();
        sql("DELETE FROM intake.reference_load WHERE entry_index < -2071000").update();
        sql("DELETE FROM scans.vex_document WHERE author = 'a maker of 1980'").update();
    }

    @Test
    void satisfiesWhenSomebodyLookedAtMostTwoDaysApartAlsoWhenNothingWasNew() {
        advisory();
        looks("KEV", 0, 2, 4, 6, 8);
        looks("EPSS", 0, 1, 2, 3, 4, 5, 6, 7, 8);

        CheckResult result = ask(asked(1, 9));

        assertThat(result.result()).isEqualTo(Result.SATISFIED);
        assertThat(result.counts()).isEqualTo(new Counts(16, 16, 0, 0, 0));
        assertThat(result.reason())
                .startsWith(
                        "Of 16 days of sources to be watched between 2 Jan 2071 and 9 Jan 2071, 16 looked at in time");
        assertThat(items(asked(1, 9)).getFirst().link()).isEqualTo("/reference");
    }

    @Test
    void violatesTheDaysOnWhichASourceHadBeenSilentForLonger() {
        advisory();
        looks("KEV", 0, 1, 5, 6, 7, 8);
        looks("EPSS", 0, 2, 4, 6, 8);

        assertThat(items(asked(1, 9)))
                .filteredOn(item -> item.verdict() == Verdict.VIOLATED)
                .extracting(Item::key)
                .containsExactly("KEV 2071-01-04", "KEV 2071-01-05", "KEV 2071-01-06");
        Item late = items(asked(1, 9)).stream()
                .filter(item -> item.key().equals("KEV 2071-01-05"))
                .findFirst()
                .orElseThrow();
        assertThat(late.startsAt()).isEqualTo(noon(1));
        assertThat(late.dueAt()).isEqualTo(noon(3));
        assertThat(late.doneAt()).isEqualTo(noon(5));
    }

    @Test
    void countsTheSilenceThatHasNotEnded() {
        looks("KEV", 0);
        looks("EPSS", 0);

        assertThat(ask(new Question("C06", "PCI", Scope.ALL, new Period(BEGIN, noon(2)), noon(2)))
                        .counts()
                        .violated())
                .isZero();
        assertThat(ask(new Question(
                                "C06",
                                "PCI",
                                Scope.ALL,
                                new Period(BEGIN, noon(2).plusSeconds(1)),
                                noon(2).plusSeconds(1)))
                        .counts()
                        .violated())
                .isEqualTo(2);
    }

    @Test
    void doesNotKnowALookThatCameOnlyLater() {
        looks("KEV", 0, 1, 5);
        looks("EPSS", 0, 1, 2, 3, 4, 5);
        Period period = new Period(BEGIN.plus(Duration.ofDays(1)), BEGIN.plus(Duration.ofDays(4)));

        Item then = items(new Question("C06", "PCI", Scope.ALL, period, BEGIN.plus(Duration.ofDays(4)))).stream()
                .filter(item -> item.key().equals("KEV 2071-01-04"))
                .findFirst()
                .orElseThrow();

        assertThat(then.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(then.doneAt()).isNull();
    }

    @Test
    void cannotTellOfTimesWhenLooksWereNotKept() {
        sql("""
                INSERT INTO intake.reference_load (entry_index, source, version, released_at, sha256, items, added, changed, removed, loaded_at,
                       loaded_by)
                VALUES (-2071001, 'KEV', '1', :at, sha256('kev of 1980'), 1, 1, 0, 0, :at, 'a test')
                """)
                .param("at", Instant.parse("1980-01-01T12:00:00Z").atOffset(ZoneOffset.UTC))
                .update();

        Instant end = Instant.parse("1980-01-11T00:00:00Z");
        CheckResult result =
                ask(new Question("C06", "PCI", Scope.ALL, new Period(Instant.parse("1980-01-09T00:00:00Z"), end), end));

        assertThat(result.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(result.reason())
                .contains(
                        "2 with nothing new for longer than allowed, when looks were not kept yet",
                        "2 never looked at");
    }

    @Test
    void cannotTellWhereOnlyTheScannersFeedIsThereAndSaysThatNoMakerIsHeard() {
        Instant end = Instant.parse("1979-01-11T00:00:00Z");

        CheckResult result =
                ask(new Question("C06", "PCI", Scope.ALL, new Period(Instant.parse("1979-01-01T00:00:00Z"), end), end));

        assertThat(result.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(result.counts()).isEqualTo(new Counts(20, 0, 0, 20, 0));
        assertThat(result.reason()).contains("20 never looked at");
        assertThat(result.gaps()).containsExactly("no advisory by a maker of software was ever received");
    }

    @Test
    void cannotTellOfDaysBeforeTheFirstLook() {
        look("KEV", Instant.parse("1980-02-05T12:00:00Z"));
        Instant end = Instant.parse("1980-02-07T00:00:00Z");

        assertThat(ask(new Question(
                                "C06", "PCI", Scope.ALL, new Period(Instant.parse("1980-02-03T00:00:00Z"), end), end))
                        .reason())
                .contains("2 looked at in time", "2 before it was looked at for the first time");
    }

    private static Question asked(long from, long to) {
        Instant end = BEGIN.plus(Duration.ofDays(to));
        return new Question("C06", "PCI", Scope.ALL, new Period(BEGIN.plus(Duration.ofDays(from)), end), end);
    }

    private static Instant noon(long day) {
        return BEGIN.plus(Duration.ofDays(day)).plus(Duration.ofHours(12));
    }

    private static void looks(String source, int... days) {
        for (int day : days) {
            look(source, noon(day));
        }
    }

    private static void look(String source, Instant at) {
        sql("INSERT INTO intake.reference_look (source, product, looked_at) VALUES (:source, '', :at)")
                .param("source", source)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static void advisory() {
        sql("""
                INSERT INTO scans.vex_document (id, submission_id, entry_index, recorded_at, format, identifier, author, role, version, statements)
                VALUES (gen_random_uuid(), gen_random_uuid(), 0, '1981-01-01', 'openvex', '', 'a maker of 1980', '', '1', 0)
                """).update();
    }
}
