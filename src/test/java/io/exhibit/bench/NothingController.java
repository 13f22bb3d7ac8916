package io.exhibit.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The floors of a door. They are asked with GET and a body: so the filters and rules of every address take the token, and nothing is
 * opened for a benchmark. Only in the profile "bench", only on the test class path.
 */
@RestController
@Profile("bench")
class NothingController {

    private final JdbcClient jdbc;

    NothingController(JdbcClient jdbc) {
        this.jdbc = jdbc;
        jdbc.sql("CREATE SCHEMA IF NOT EXISTS bench").update();
        jdbc.sql("CREATE TABLE IF NOT EXISTS bench.single (id uuid PRIMARY KEY DEFAULT uuidv7(), body text NOT NULL)")
                .update();
    }

    /** Reads the body, stores nothing. */
    @GetMapping("/api/v1/bench/nothing")
    ResponseEntity<Void> nothing(InputStream body) throws IOException {
        body.transferTo(OutputStream.nullOutputStream());
        return ResponseEntity.accepted().build();
    }

    /** One row and one commit a request. */
    @GetMapping("/api/v1/bench/insert")
    ResponseEntity<Void> insert(InputStream body) throws IOException {
        jdbc.sql("INSERT INTO bench.single (body) VALUES (:body)")
                .param("body", new String(body.readAllBytes(), StandardCharsets.UTF_8))
                .update();
        return ResponseEntity.accepted().build();
    }
}
