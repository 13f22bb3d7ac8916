package io.exhibit.demo;

import io.exhibit.estate.DocumentEntry;
import io.exhibit.estate.VendorDocuments;
import io.exhibit.estate.VendorEntry;
import io.exhibit.estate.VendorRegister;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Spool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.stereotype.Component;

/** What the made-up bank's officer does about vendors: enters them, says what they make, files what they hand in. */
@Component
@OnDemo
class VendorDesk {

    private final Scenario scenario;
    private final Director director;
    private final VendorRegister register;
    private final VendorDocuments documents;
    private final DocumentDesk papers;

    VendorDesk(
            Scenario scenario,
            Director director,
            VendorRegister register,
            VendorDocuments documents,
            DocumentDesk papers) {
        this.scenario = scenario;
        this.director = director;
        this.register = register;
        this.documents = documents;
        this.papers = papers;
    }

    void schedule(Schedule schedule, Instant start, Instant midnight) {
        papers.schedule(schedule, midnight);
        for (Scenario.Maker vendor : scenario.vendors()) {
            schedule.add(
                    start, "vendor " + vendor.code(), then -> register.add(vendor.code(), entry(vendor), officer()));
            for (String pattern : vendor.patterns()) {
                schedule.add(
                        start, "images of " + pattern, then -> register.addRule(vendor.code(), pattern, officer()));
            }
            for (Scenario.Filed filed : vendor.documents()) {
                schedule.add(
                        midnight.plus(Duration.ofDays(filed.day())).plus(Duration.ofHours(10)),
                        "document " + filed.title(),
                        then -> file(vendor, filed, midnight));
            }
        }
        for (String pattern : scenario.ownBuilds()) {
            schedule.add(start, "own builds " + pattern, then -> register.addRule(null, pattern, officer()));
        }
    }

    private void file(Scenario.Maker vendor, Scenario.Filed filed, Instant midnight) {
        LocalDate first = LocalDate.ofInstant(midnight, ZoneOffset.UTC);
        byte[] bytes = ("Made up for a demonstration: " + filed.title() + ", of " + vendor.name() + ".\n")
                .getBytes(StandardCharsets.UTF_8);
        DocumentEntry said = new DocumentEntry(
                filed.kind(),
                filed.title(),
                "made-up-" + filed.kind().words().replace(' ', '-') + ".txt",
                vendor.owner(),
                first.plusDays(filed.from()),
                first.plusDays(filed.until()),
                null);
        try (Spool spool = Spool.read(new ByteArrayInputStream(bytes), bytes.length)) {
            documents.file(vendor.code(), said, spool, officer());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static VendorEntry entry(Scenario.Maker vendor) {
        return new VendorEntry(
                vendor.name(),
                vendor.relationship(),
                vendor.critical(),
                vendor.owner(),
                vendor.email(),
                vendor.description(),
                vendor.criticalDays(),
                vendor.highDays());
    }

    private Actor officer() {
        return director.person(scenario.roles().officer());
    }
}
