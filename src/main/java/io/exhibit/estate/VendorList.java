package io.exhibit.estate;

import io.exhibit.kernel.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Vendors and what they make, as people read it: as the register stands now. */
@Component
class VendorList {

    private static final String COLUMNS = """
            SELECT o.image_id, o.repository, o.tag, o.digest, o.first_seen_at, o.running, o.origin, o.vendor, o.patterns, a.*
            """;

    private static final String ATTESTED = """
              LEFT JOIN LATERAL estate.pub_attested(o.digest, o.origin, o.vendor, :now) a ON true
            """;

    private final JdbcClient jdbc;
    private final Vendors vendors;

    VendorList(JdbcClient jdbc, Vendors vendors) {
        this.jdbc = jdbc;
        this.vendors = vendors;
    }

    /** A pattern, since when and by whom. */
    record Rule(
            UUID id,
            @Nullable String vendor,
            String pattern,
            Instant createdAt,
            @Nullable String by) {}

    /** Everything that was scanned or runs, by repository; the most of what runs first. */
    List<Made> made() {
        return jdbc.sql("""
                SELECT o.repository, o.origin, o.vendor, min(o.patterns) AS patterns, count(*) AS images,
                       count(*) FILTER (WHERE o.running > 0) AS running
                  FROM estate.pub_image_origin o
                 GROUP BY o.repository, o.origin, o.vendor
                 ORDER BY running DESC, images DESC, o.repository
                """).query(Made.class).list();
    }

    List<VendorSheet> all(List<Made> made, List<Rule> rules) {
        return vendors.findAllByOrderByNameAscCodeAsc().stream()
                .map(vendor -> sheet(vendor, made, rules))
                .toList();
    }

    Optional<VendorSheet> find(String code) {
        return vendors.findByCode(code).map(vendor -> sheet(vendor, made(), rules()));
    }

    private static VendorSheet sheet(Vendor vendor, List<Made> made, List<Rule> rules) {
        List<Made> its =
                made.stream().filter(one -> vendor.code().equals(one.vendor())).toList();
        return new VendorSheet(
                vendor.id(),
                vendor.code(),
                vendor.entry(),
                new VendorSheet.Counts(
                        its.stream().mapToLong(Made::images).sum(),
                        its.stream().mapToLong(Made::running).sum(),
                        rules.stream()
                                .filter(rule -> vendor.code().equals(rule.vendor()))
                                .count()));
    }

    List<Rule> rules() {
        return jdbc.sql("""
                SELECT r.id, v.code AS vendor, r.pattern, r.created_at, p.name AS by
                  FROM estate.origin_rule r
                  LEFT JOIN estate.vendor v ON v.id = r.vendor_id
                  LEFT JOIN access.pub_person p ON p.id = r.created_by
                 ORDER BY r.pattern
                """)
                .query((rs, n) -> new Rule(
                        rs.getObject("id", UUID.class),
                        rs.getString("vendor"),
                        rs.getString("pattern"),
                        Columns.at(rs, "created_at"),
                        rs.getString("by")))
                .list();
    }

    Optional<Rule> rule(UUID id) {
        return rules().stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    /** Images of a vendor: those that run first, the newest first among them. */
    List<VendorImage> images(String code, Instant now, int most) {
        return jdbc.sql(COLUMNS + """
                  FROM (SELECT m.*
                          FROM estate.pub_image_origin m
                         WHERE m.vendor = :code
                         ORDER BY m.running > 0 DESC, m.first_seen_at DESC, m.identity
                         LIMIT :most) o
                """ + ATTESTED + " ORDER BY o.running > 0 DESC, o.first_seen_at DESC, o.identity")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("code", code)
                .param("most", most)
                .query(VendorList::image)
                .list();
    }

    @Transactional(readOnly = true)
    public void each(Instant now, Consumer<VendorImage> reader) {
        try (Stream<VendorImage> images = jdbc
                .sql(COLUMNS + " FROM estate.pub_image_origin o " + ATTESTED
                        + " ORDER BY o.repository, o.first_seen_at, o.identity")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .withFetchSize(500)
                .query(VendorList::image)
                .stream()) {
            images.forEach(reader);
        }
    }

    private static VendorImage image(ResultSet rs, int n) throws SQLException {
        return new VendorImage(
                rs.getObject("image_id", UUID.class),
                new ImageReference(rs.getString("repository"), rs.getString("tag"), rs.getString("digest")),
                Columns.at(rs, "first_seen_at"),
                rs.getLong("running"),
                rs.getString("origin"),
                rs.getString("vendor"),
                rs.getString("patterns"),
                Attested.read(rs));
    }
}
