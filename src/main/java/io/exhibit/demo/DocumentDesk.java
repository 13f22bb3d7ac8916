package io.exhibit.demo;

import io.exhibit.documents.Documents;
import io.exhibit.documents.Filing;
import io.exhibit.documents.Topic;
import io.exhibit.ledger.Spool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the made-up bank has written down: its officer files a document, another approves it some days later, or nobody does. */
@Component
@OnDemo
class DocumentDesk {

    private final Scenario scenario;
    private final Director director;
    private final Documents documents;
    private final JdbcClient jdbc;

    DocumentDesk(Scenario scenario, Director director, Documents documents, JdbcClient jdbc) {
        this.scenario = scenario;
        this.director = director;
        this.documents = documents;
        this.jdbc = jdbc;
    }

    /**
     * A document: filed on a day, approved on another (0: by nobody yet), valid from a day and to be reviewed by another, all from the first
     * midnight; follows: it replaces the one before it about the same.
     */
    record Paper(Topic topic, String title, int day, int approved, int from, int review, boolean follows) {}

    void schedule(Schedule schedule, Instant midnight) {
        for (Paper paper : scenario.others().papers()) {
            Instant morning = midnight.plus(Duration.ofDays(paper.day())).plus(Duration.ofHours(9));
            schedule.add(morning, "paper " + paper.title(), then -> file(paper, midnight));
            if (paper.approved() > 0) {
                schedule.add(
                        midnight.plus(Duration.ofDays(paper.approved())).plus(Duration.ofHours(15)),
                        "approval of paper " + paper.title(),
                        then -> documents.approve(
                                newest(paper.topic()),
                                director.person(scenario.roles().another())));
            }
        }
    }

    private long newest(Topic topic) {
        return jdbc.sql("SELECT max(d.entry_index) FROM documents.pub_document d WHERE d.topic = :topic")
                .param("topic", topic.name())
                .query(Long.class)
                .single();
    }

    private void file(Paper paper, Instant midnight) {
        LocalDate first = LocalDate.ofInstant(midnight, ZoneOffset.UTC);
        byte[] bytes = ("Made up for a demonstration: " + paper.title() + ".\n").getBytes(StandardCharsets.UTF_8);
        Filing said = new Filing(
                paper.topic(),
                paper.title(),
                "Head of information security",
                "made-up-" + paper.topic().name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt",
                first.plusDays(paper.from()),
                first.plusDays(paper.review()),
                paper.follows() ? newest(paper.topic()) : null);
        try (Spool spool = Spool.read(new ByteArrayInputStream(bytes), bytes.length)) {
            documents.file(said, spool, director.person(scenario.roles().officer()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
