package io.exhibit.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The estate of the benchmarks goes into the tables as they are now, in the place of what is there. */
class LargeEstateTests {

    @Test
    void isFilledInTwice() throws Exception {
        PGSimpleDataSource database = (PGSimpleDataSource) TestDatabase.another("bench_estate");
        LargeEstate estate = new LargeEstate(
                database.getUrl() + "&user=" + database.getUser() + "&password=" + database.getPassword());

        estate.fill(5_000);
        estate.fill(10_000);

        JdbcClient jdbc = JdbcClient.create(database);
        assertThat(jdbc.sql("SELECT count(*) FROM findings.finding")
                        .query(Long.class)
                        .single())
                .isEqualTo(10_000);
        assertThat(jdbc.sql("SELECT count(*) FROM findings.deadline WHERE superseded_at IS NULL AND ended_at IS NULL")
                        .query(Long.class)
                        .single())
                .as("deadlines of what is open")
                .isPositive();
    }
}
