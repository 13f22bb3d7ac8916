package io.exhibit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.kernel.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class LedgerTests {

    @Autowired
    private Ledger ledger;

    @Autowired
    private Originals originals;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void givesNeighbouringIndexesToManySendersAtOnce() throws Exception {
        List<Callable<Receipt>> senders = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            senders.add(
                    () -> transaction.execute(status -> ledger.append(Draft.of("test.entry", Actor.SYSTEM, Map.of()))));
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            for (Future<Receipt> receipt : pool.invokeAll(senders)) {
                assertThat(receipt.get()).isNotNull();
            }
        }
        assertThat(jdbc.sql("SELECT count(*) = max(index) + 1 FROM ledger.entry")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void leavesNoGapWhenATransactionFails() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    ledger.append(Draft.of("test.entry", Actor.SYSTEM, Map.of()));
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        Receipt next = transaction.execute(status -> ledger.append(Draft.of("test.entry", Actor.SYSTEM, Map.of())));
        assertThat(jdbc.sql("SELECT count(*) FROM ledger.entry WHERE index <= :index")
                        .param("index", next.index())
                        .query(Long.class)
                        .single())
                .isEqualTo(next.index() + 1);
    }

    @Test
    void commitsInTheLeafToTheDetail() {
        Receipt receipt = transaction.execute(
                status -> ledger.append(Draft.of("test.entry", Actor.SYSTEM, Map.of("b", 1, "a", "x"))));
        List<byte[]> row = jdbc.sql("SELECT salt, detail, leaf, leaf_hash FROM ledger.entry WHERE index = :index")
                .param("index", receipt.index())
                .query((rs, n) -> List.of(rs.getBytes(1), rs.getBytes(2), rs.getBytes(3), rs.getBytes(4)))
                .single();
        assertThat(new String(row.get(1), StandardCharsets.UTF_8)).isEqualTo("{\"a\":\"x\",\"b\":1}");
        assertThat(receipt.leaf())
                .contains("\"c\":\"" + Leaf.commitment(row.get(0), row.get(1)).hex() + "\"");
        assertThat(Sha256.ofBytes(row.get(3))).isEqualTo(Leaf.hash(row.get(2))).isEqualTo(receipt.leafHash());
    }

    @Test
    void refusesToChangeWhatIsWritten() {
        transaction.executeWithoutResult(status -> ledger.append(Draft.of("test.entry", Actor.SYSTEM, Map.of())));
        assertThatThrownBy(() -> jdbc.sql("UPDATE ledger.entry SET kind = 'x'").update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc.sql("DELETE FROM ledger.original").update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void keepsLargeOriginalsInPartsAndGivesThemBackWhole() throws IOException {
        byte[] content = new byte[3 * Originals.PART + 17];
        new Random(1).nextBytes(content);
        Sha256 sha256 = transaction.execute(status -> {
            try {
                return originals.store(new ByteArrayInputStream(content));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
        assertThat(sha256).isEqualTo(Sha256.of(content));
        try (InputStream in = originals.open(sha256)) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
    }
}
