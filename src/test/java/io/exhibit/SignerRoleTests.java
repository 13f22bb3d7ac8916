package io.exhibit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The signer as a process of its own, with the rights that the operator's guide gives it. */
class SignerRoleTests {

    @Test
    void signsWithFewRightsAndNoWeb(@TempDir Path folder) throws Exception {
        var source = (PGSimpleDataSource) TestDatabase.another("signed_alone");
        JdbcClient jdbc = JdbcClient.create(source);
        jdbc.sql("CREATE ROLE signer_alone LOGIN PASSWORD 'signer-alone'").update();
        grants().forEach(grant -> jdbc.sql(grant.replace("exhibit_signer", "signer_alone")
                        .replace("DATABASE exhibit", "DATABASE signed_alone"))
                .update());
        jdbc.sql("""
                INSERT INTO ledger.entry (index, kind, recorded_at, leaf, leaf_hash, salt, detail)
                SELECT 0, 'test.entry', t, l, sha256('\\x00'::bytea || l), '\\x00'::bytea || substr(sha256(''), 2), '{}'
                  FROM (SELECT t, convert_to('{"by":"system","c":"' || encode(sha256('\\x00'::bytea || substr(sha256(''), 2)
                                || '{}'::bytea), 'hex') || '","i":0,"k":"test.entry","n":1,"sz":0,"t":"2026-01-01T00:00:00.000000Z",'
                                || '"v":1}', 'UTF8') AS l
                          FROM (SELECT timestamptz '2026-01-01Z' AS t)) AS made
                """).update();
        Process signer = start(
                Map.of(
                        "SPRING_DATASOURCE_URL", String.valueOf(source.getUrl()),
                        "SPRING_DATASOURCE_USERNAME", "signer_alone",
                        "SPRING_DATASOURCE_PASSWORD", "signer-alone",
                        "EXHIBIT_SIGNER_DIR", folder.resolve("signer").toString(),
                        "EXHIBIT_SIGNER_ORIGIN", "ledger.bank.example"),
                folder.resolve("log"));
        try {
            await(jdbc, signer, folder.resolve("log"));
        } finally {
            signer.destroy();
        }
        assertThat(signer.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("signer/log.vkey")).content().startsWith("ledger.bank.example+");
        assertThat(jdbc.sql("SELECT count(*) FROM ledger.alarm")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void refusesToStartWithoutAFolder(@TempDir Path folder) throws Exception {
        Process signer =
                start(Map.of("SPRING_DATASOURCE_URL", "jdbc:postgresql://localhost:1/x"), folder.resolve("log"));
        assertThat(signer.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(signer.exitValue()).isNotZero();
        assertThat(folder.resolve("log")).content().contains("EXHIBIT_SIGNER_DIR");
    }

    /** As they stand in the operator's guide, so that what is printed there is what is tried here. */
    private static List<String> grants() throws Exception {
        return Files.readString(Path.of("docs/operator-guide.md"))
                .lines()
                .filter(line -> line.startsWith("GRANT ") && line.contains("exhibit_signer"))
                .map(line -> line.replace(";", ""))
                .toList();
    }

    private static void await(JdbcClient jdbc, Process signer, Path log) throws Exception {
        for (int attempt = 0; attempt < 300; attempt++) {
            if (jdbc.sql("SELECT count(*) FROM ledger.checkpoint")
                            .query(Long.class)
                            .single()
                    == 1) {
                return;
            }
            assertThat(signer.isAlive()).as(Files.readString(log)).isTrue();
            Thread.sleep(100);
        }
        throw new AssertionError("Nothing was signed:\n" + Files.readString(log));
    }

    private static Process start(Map<String, String> settings, Path log) throws Exception {
        ProcessBuilder builder =
                Launched.exhibit(List.of("-Xmx256m"), SignerRole.ARGUMENT).redirectOutput(log.toFile());
        builder.environment().putAll(settings);
        return builder.start();
    }
}
