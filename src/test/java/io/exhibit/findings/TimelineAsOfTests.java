package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.Excerpt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was open at an earlier time is found by how late it was in the end: the same rows, in the same order, as a look at each gives. */
@AutoConfigureMockMvc
@SpringBootTest
class TimelineAsOfTests {

    private static final int FINDINGS = 80;
    private static final int PAGE = 7;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Random random = new Random(20261123);

    @Autowired
    private JdbcClient jdbc;

    private final String named = "lib" + UUID.randomUUID();

    @Autowired
    private TimelineStore store;

    @Autowired
    private FindingListStore findings;

    /** One deadline of one finding, as it was written. */
    private record Written(
            UUID finding,
            Instant from,
            @Nullable Instant until,
            @Nullable Instant due,
            @Nullable Instant gone) {

        boolean isOpenAt(Instant at) {
            return !from.isAfter(at) && (until == null || until.isAfter(at)) && (gone == null || gone.isAfter(at));
        }

        Instant sorted() {
            return due == null ? TimelineSql.NEVER : due;
        }
    }

    @Test
    void listsWhatWasOpenAtAnEarlierTimeByItsDeadline() {
        List<Written> all = new ArrayList<>();
        StoredFinding first = written(all);
        for (int n = 1; n < FINDINGS; n++) {
            StoredFinding other = written(all);
            jdbc.sql("UPDATE estate.target SET system_id = :system WHERE id = :target")
                    .param("system", first.target)
                    .param("target", other.target)
                    .update();
        }

        int most = 0;
        for (int days = 900; days > 0; days -= 45) {
            Instant at = ago(days);
            List<UUID> open = all.stream()
                    .filter(deadline -> deadline.isOpenAt(at))
                    .sorted(Comparator.comparing(Written::sorted)
                            .thenComparing(deadline -> deadline.finding().toString()))
                    .map(Written::finding)
                    .toList();
            most = Math.max(most, open.size());
            assertThat(listed(first.scope(), TimelineQuestion.State.OPEN, at))
                    .as("open %s", at)
                    .isEqualTo(open);
            assertThat(listed(first.scope(), TimelineQuestion.State.LATE, at))
                    .as("late %s", at)
                    .isEqualTo(open.stream().filter(due(all, at, 0)::contains).toList());
            assertThat(listed(first.scope(), TimelineQuestion.State.SOON, at))
                    .as("soon %s", at)
                    .isEqualTo(open.stream()
                            .filter(id -> !due(all, at, 0).contains(id)
                                    && due(all, at, 14).contains(id))
                            .toList());
        }
        assertThat(most).isGreaterThan(3 * PAGE);
    }

    /** The list of findings goes along the same ways, of all clocks at once; of one system through what is there, if those do not fill a page. */
    @Test
    void listsWhatIsOrWasDueByTheFirstOfItsClocks() {
        List<Written> all = new ArrayList<>();
        StoredFinding first = withTwoClocks(all);
        for (int n = 1; n < FINDINGS; n++) {
            StoredFinding other = withTwoClocks(all);
            jdbc.sql("UPDATE estate.target SET system_id = :system WHERE id = :target")
                    .param("system", first.target)
                    .param("target", other.target)
                    .update();
        }

        jdbc.sql("INSERT INTO findings.named (kind, name) VALUES ('PACKAGE', :package)")
                .param("package", named)
                .update();
        int most = 0;
        for (int days = 900; days >= 0; days -= 90) {
            Instant at = ago(days);
            String asOf = days == 0 ? null : at.toString();
            for (DueFilter due : DueFilter.values()) {
                List<UUID> expected = first(all, at).entrySet().stream()
                        .filter(one -> !one.getValue().isBefore(due.from(at))
                                && one.getValue().isBefore(due.until(at)))
                        .sorted(Map.Entry.<UUID, Instant>comparingByValue()
                                .thenComparing(one -> one.getKey().toString()))
                        .map(Map.Entry::getKey)
                        .toList();
                most = Math.max(most, expected.size());
                assertThat(found("all", due, asOf))
                        .as("of all, %s, %s", due, at)
                        .isEqualTo(expected);
                assertThat(found(first.scope(), due, asOf))
                        .as("of a system, %s, %s", due, at)
                        .isEqualTo(expected);
            }
        }
        assertThat(most).isGreaterThan(2 * PAGE);
    }

    /** Every second one, with the other due before it or after it. */
    private StoredFinding withTwoClocks(List<Written> all) {
        StoredFinding finding = written(all);
        Written one = all.getLast();
        if (random.nextBoolean()) {
            Instant due = one.from().plus(Duration.ofDays(1 + random.nextInt(180)));
            finding.decided(Profile.PCI, one.from(), null, one.from(), due);
            all.add(new Written(finding.id, one.from(), null, due, one.gone()));
        }
        jdbc.sql(
                        "UPDATE findings.deadline SET ended_at = :gone::timestamptz WHERE finding_id = :id AND superseded_at IS NULL")
                .param("gone", one.gone() == null ? null : one.gone().toString())
                .param("id", finding.id)
                .update();
        jdbc.sql("UPDATE findings.finding SET package = :package WHERE id = :id")
                .param("package", named)
                .param("id", finding.id)
                .update();
        return finding;
    }

    private static Map<UUID, Instant> first(List<Written> all, Instant at) {
        return all.stream()
                .filter(deadline -> deadline.isOpenAt(at) && deadline.due() != null)
                .collect(Collectors.toMap(
                        Written::finding, Written::sorted, (one, other) -> one.isBefore(other) ? one : other));
    }

    private List<UUID> found(String scope, DueFilter due, @Nullable String asOf) {
        List<UUID> found = new ArrayList<>();
        String cursor = null;
        do {
            var question = FindingListQuestion.of(
                    new FindingListParameters(
                            scope,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            named,
                            asOf,
                            null,
                            cursor,
                            due.word(),
                            null,
                            null,
                            null),
                    Clock.fixed(now, ZoneOffset.UTC));
            Excerpt<FindingListRow> page = findings.page(question, PAGE);
            page.rows().forEach(row -> found.add(row.id()));
            assertThat(findings.count(question)).isGreaterThanOrEqualTo(page.size());
            cursor = page.more()
                    ? new Cursor(
                                    Objects.requireNonNull(
                                            page.last().standing().dueAt()),
                                    page.last().id())
                            .text()
                    : null;
        } while (cursor != null);
        return found;
    }

    private static List<UUID> due(List<Written> all, Instant at, int within) {
        return all.stream()
                .filter(deadline -> deadline.isOpenAt(at))
                .filter(deadline -> deadline.sorted().isBefore(at.plus(Duration.ofDays(within))))
                .map(Written::finding)
                .toList();
    }

    private List<UUID> listed(String scope, TimelineQuestion.State state, Instant at) {
        List<UUID> found = new ArrayList<>();
        String cursor = null;
        do {
            var asked = new TimelineParameters(
                    scope, "DORA", null, state.name(), null, null, at.toString(), null, cursor, null);
            List<TimelineRow> page =
                    store.page(TimelineQuestion.of(asked, Clock.systemUTC(), (any, then) -> Profile.DORA), PAGE);
            page.forEach(row -> found.add(row.finding().id()));
            cursor = page.size() < PAGE ? null : after(page.getLast());
        } while (cursor != null);
        return found;
    }

    private static String after(TimelineRow row) {
        Instant due = row.spell().dueAt();
        return new Cursor(due == null ? TimelineSql.NEVER : due, row.finding().id()).text();
    }

    /** Found up to three years ago, decided once or twice, due soon, late or never, closed or not. */
    private StoredFinding written(List<Written> all) {
        Instant found = ago(1 + random.nextInt(1000));
        StoredFinding finding = StoredFinding.in(jdbc, "openssl", found);
        Instant gone = after(found, random.nextInt(4) == 0 ? 2000 : 1 + random.nextInt(400));
        Instant again = random.nextInt(3) == 0 ? after(found, 1 + random.nextInt(100)) : null;
        if (again != null && gone != null && !again.isBefore(gone)) {
            again = null;
        }
        if (again != null) {
            decided(all, finding, found, again, gone);
        }
        decided(all, finding, again == null ? found : again, null, gone);
        if (gone != null) {
            finding.closed(gone);
        }
        return finding;
    }

    private void decided(
            List<Written> all, StoredFinding finding, Instant from, @Nullable Instant until, @Nullable Instant gone) {
        Instant due = random.nextInt(8) == 0 ? null : from.plus(Duration.ofDays(1 + random.nextInt(180)));
        finding.decided(Profile.DORA, from, until, due == null ? null : from, due);
        all.add(new Written(finding.id, from, until, due, gone));
    }

    private @Nullable Instant after(Instant at, int days) {
        Instant then = at.plus(Duration.ofDays(days));
        return then.isBefore(now) ? then : null;
    }

    private Instant ago(int days) {
        return now.minus(Duration.ofDays(days));
    }
}
