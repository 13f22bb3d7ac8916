package io.exhibit.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassingTests {

    @ParameterizedTest
    @CsvSource({
        "08006, true",
        "40001, true",
        "53100, true",
        "57P01, true",
        "58030, true",
        "55P03, true",
        "57014, false",
        "23505, false",
        "54000, false",
        "22P05, false",
        "'', false"
    })
    void goesByWhatTheDatabaseCallsIt(String state, boolean passing) {
        var wrapped = new IllegalStateException(new IllegalStateException(new SQLException("why", state)));
        assertThat(Passing.isPassing(wrapped)).isEqualTo(passing);
    }

    @Test
    void knowsAPoolThatHasNothingToGive() {
        assertThat(Passing.isPassing(new IllegalStateException(new SQLTransientConnectionException())))
                .isTrue();
        assertThat(Passing.isPassing(new IllegalStateException(new SQLException("Connection is closed"))))
                .isTrue();
        assertThat(Passing.isPassing(new IllegalStateException("no database at all")))
                .isFalse();
    }
}
