package io.exhibit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The command as an operator calls it: a process of its own. */
class VerifyLedgerTests {

    @Test
    void saysWhetherTheLedgerIsSoundAndEndsAccordingly() throws Exception {
        var source = (PGSimpleDataSource) TestDatabase.another("verified");
        assertThat(run(source)).isEqualTo(new Ended(0, "The ledger is sound."));
        JdbcClient.create(source).sql("""
                        INSERT INTO ledger.entry (index, kind, recorded_at, leaf, leaf_hash, salt, detail)
                        VALUES (0, 'test.entry', now(), '{}', sha256('x'), sha256('y'), '{}')
                        """).update();
        Ended forged = run(source);
        assertThat(forged.code()).isEqualTo(1);
        assertThat(forged.last()).startsWith("THE LEDGER IS NOT SOUND. Entry 0 was changed");
        assertThat(run(source, "no-such-file").code()).isEqualTo(2);
    }

    /** How the command ended, and the last line that it printed. */
    private record Ended(int code, String last) {}

    private static Ended run(PGSimpleDataSource source, String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of("verify-ledger"));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = Launched.exhibit(List.of(), words.toArray(String[]::new));
        builder.environment()
                .putAll(Map.of(
                        "SPRING_DATASOURCE_URL", String.valueOf(source.getUrl()),
                        "SPRING_DATASOURCE_USERNAME", String.valueOf(source.getUser()),
                        "SPRING_DATASOURCE_PASSWORD", String.valueOf(source.getPassword())));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said.lines().reduce("", (before, line) -> line));
    }
}
