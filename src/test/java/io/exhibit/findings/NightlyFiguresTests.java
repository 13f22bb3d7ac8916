package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.exhibit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@AutoConfigureMockMvc
@SpringBootTest
class NightlyFiguresTests {

    private final List<String> asked = new ArrayList<>();

    @Autowired
    private List<Figures.Morning> mornings;

    @Test
    void homeProgressAndTimelineAreAskedAsTheyAreOpenedFirst() {
        assertThat(mornings.stream().map(one -> one.getClass().getSimpleName()))
                .containsExactlyInAnyOrder("HomePages", "ProgressPages", "TimelinePages");
        assertThatCode(() -> mornings.forEach(Figures.Morning::ask)).doesNotThrowAnyException();
    }

    @Test
    void oneThatFailsKeepsNobodyFromTheOthers() {
        Figures.Morning failing = () -> {
            throw new IllegalStateException("on purpose");
        };
        nightly(List.of(() -> asked.add("home"), failing, () -> asked.add("timeline")))
                .run();
        assertThat(asked).containsExactly("home", "timeline");
    }

    @Test
    void anotherReplicaThatCountsIsLeftAlone() {
        DataSource source = TestDatabase.maintenance();
        new TransactionTemplate(new JdbcTransactionManager(source)).executeWithoutResult(status -> {
            JdbcClient.create(source)
                    .sql("SELECT pg_advisory_xact_lock(hashtext('findings.nightly-figures'))")
                    .query((row, n) -> n)
                    .list();
            nightly(List.of(() -> asked.add("home"))).run();
        });
        assertThat(asked).isEmpty();
    }

    private NightlyFigures nightly(List<Figures.Morning> all) {
        DataSource source = TestDatabase.dataSource();
        return new NightlyFigures(
                all, JdbcClient.create(source), new TransactionTemplate(new JdbcTransactionManager(source)));
    }
}
