package io.exhibit.ledger;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The bytes of the leaves, in order. */
@Component
class Leaves {

    private final JdbcClient jdbc;

    Leaves(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<byte[]> of(long from, int count) {
        return jdbc.sql("SELECT leaf FROM ledger.entry WHERE index >= :from AND index < :to ORDER BY index")
                .param("from", from)
                .param("to", from + count)
                .query(byte[].class)
                .list();
    }
}
