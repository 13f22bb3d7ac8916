package io.exhibit.assessment;

import static io.exhibit.assessment.Facts.sql;

import io.exhibit.kernel.UuidV7;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A vendor whose image runs in the system of the facts from day 10 on, and what is in its file. */
final class VendorFacts {

    private final Facts facts;
    private final UUID id;
    final String code;
    final String repository;
    private long entry = sql("SELECT coalesce(max(entry_index), 0) + 1 FROM estate.vendor_document")
            .query(Long.class)
            .single();

    private VendorFacts(Facts facts) {
        this.facts = facts;
        this.id = UuidV7.at(facts.begin);
        this.code = "v-" + facts.system;
        this.repository = "vendor.example/" + facts.system;
    }

    static VendorFacts of(Facts facts, String relationship, @Nullable Integer days) {
        VendorFacts made = new VendorFacts(facts);
        RunFacts.of(facts, made.repository).statedDaily(80).from(facts.day(10));
        made.store(relationship, days);
        return made;
    }

    private void store(String relationship, @Nullable Integer days) {
        sql("""
                INSERT INTO estate.vendor (id, code, name, relationship, critical, owner, owner_email, description, critical_days,
                       created_at, version)
                VALUES (:id, :code, 'A vendor', :relationship, false, 'An owner', 'owner@example.org', 'Supplies a proxy', :days, :begin, 0)
                """)
                .param("id", id)
                .param("code", code)
                .param("relationship", relationship)
                .param("days", days)
                .param("begin", facts.begin.atOffset(ZoneOffset.UTC))
                .update();
        said(id);
        sql("""
                INSERT INTO estate.origin_rule (id, vendor_id, pattern, created_at, version)
                VALUES (gen_random_uuid(), :vendor, :pattern, :begin, 0)
                """)
                .param("vendor", id)
                .param("pattern", repository)
                .param("begin", facts.begin.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** That what is said of a vendor was said as it was entered. */
    static void said(UUID vendor) {
        sql("""
                INSERT INTO estate.vendor_statement (vendor_id, said_at, name, relationship, critical, owner, owner_email, description,
                       critical_days)
                SELECT v.id, v.created_at, v.name, v.relationship, v.critical, v.owner, v.owner_email, v.description, v.critical_days
                  FROM estate.vendor v
                 WHERE v.id = :vendor
                """).param("vendor", vendor).update();
    }

    VendorFacts filed(String kind, String from, @Nullable String last) {
        return filed(kind, from, last, facts.begin);
    }

    VendorFacts filed(String kind, String from, @Nullable String last, Instant at) {
        sql("""
                INSERT INTO estate.vendor_document (entry_index, vendor_id, kind, title, file_name, owner, valid_from, expires_on,
                       sha256, size, filed_at, filed_by)
                VALUES (:entry, :vendor, :kind, 'A document', 'a.pdf', 'An owner', :from, :last::date, sha256('a'), 1, :filed,
                        gen_random_uuid())
                """)
                .param("entry", entry++)
                .param("vendor", id)
                .param("kind", kind)
                .param("from", LocalDate.parse(from))
                .param("last", last)
                .param("filed", at.atOffset(ZoneOffset.UTC))
                .update();
        return this;
    }

    /** That nobody who is named filed what is in the file. */
    void filedByNobody() {
        sql("UPDATE estate.vendor_document SET filed_by = NULL WHERE vendor_id = :vendor")
                .param("vendor", id)
                .update();
    }

    void without(String column) {
        sql("UPDATE estate.vendor_statement SET " + column + " = '' WHERE vendor_id = :vendor")
                .param("vendor", id)
                .update();
    }

    /** From then on somebody else in the bank answers for it. */
    void ownerSince(String owner, Instant at) {
        sql("""
                INSERT INTO estate.vendor_statement (vendor_id, said_at, name, relationship, critical, owner, owner_email, description,
                       critical_days)
                SELECT s.vendor_id, :at, s.name, s.relationship, s.critical, :owner, s.owner_email, s.description, s.critical_days
                  FROM estate.vendor_statement s
                 WHERE s.vendor_id = :vendor
                """)
                .param("vendor", id)
                .param("owner", owner)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Nobody says any more who makes the image. */
    void madeByNobody() {
        sql("DELETE FROM estate.origin_rule WHERE vendor_id = :vendor")
                .param("vendor", id)
                .update();
    }
}
