package io.exhibit;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.intake.Kind;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest
class ExhibitApplicationTests {

    @Test
    void startsOnAMigratedDatabase(@Autowired JdbcClient jdbc) {
        assertThat(jdbc.sql("SELECT count(*) FROM ledger.entry")
                        .query(Long.class)
                        .single())
                .isNotNegative();
        assertThat(TestDatabase.jdbc()
                        .sql("SELECT count(*) FROM intake.cursor")
                        .query(Long.class)
                        .single())
                .isEqualTo(Kind.values().length);
    }
}
