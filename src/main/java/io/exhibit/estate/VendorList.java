package io.exhibit.estate;

import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
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

/** Vendors and what they make, as people read it, of now or of a day. */
@Component
class VendorList {

    private static final String COLUMNS = """
            SELECT o.image_id, o.repository, o.tag, o.digest, o.first_seen_at, o.running, o.origin, o.vendor, o.patterns, a.*
            """;

    private static final String ATTESTED = """
              LEFT JOIN LATERAL estate.pub_attested(o.digest, o.origin, o.vendor, :at) a ON true
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    VendorList(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A pattern, since when and by whom; id null: it is gone by now. */
    record Rule(
            @Nullable UUID id,
            @Nullable String vendor,
            String pattern,
            Instant createdAt,
            @Nullable String by) {}

    /** Everything that was scanned or runs, by repository; the most of what runs first. */
    List<Made> made(AsOf asOf) {
        return asked("""
                SELECT o.repository, o.origin, o.vendor, min(o.patterns) AS patterns, count(*) AS images,
                       count(*) FILTER (WHERE o.running > 0) AS running
                  FROM {origins} o
                 GROUP BY o.repository, o.origin, o.vendor
                 ORDER BY running DESC, images DESC, o.repository
                """, asOf).query(Made.class).list();
    }

    List<VendorSheet> all(List<Made> made, List<Rule> rules, AsOf asOf) {
        return said(asOf).stream().map(vendor -> sheet(vendor, made, rules)).toList();
    }

    Optional<VendorSheet> find(String code) {
        return find(code, AsOf.read(null, clock));
    }

    Optional<VendorSheet> find(String code, AsOf asOf) {
        return said(asOf).stream()
                .filter(vendor -> vendor.code().equals(code))
                .findFirst()
                .map(vendor -> sheet(vendor, made(asOf), rules(asOf)));
    }

    /** What was said of a vendor. */
    private record Said(UUID id, String code, VendorEntry entry) {}

    private List<Said> said(AsOf asOf) {
        return jdbc.sql("""
                SELECT v.*
                  FROM {vendors} v
                 ORDER BY v.name, v.code
                """.replace("{vendors}", asOf.isNow() ? "estate.vendor" : "estate.pub_vendor_at(:at)"))
                .param("at", asOf.at().atOffset(ZoneOffset.UTC))
                .query((rs, n) -> new Said(
                        rs.getObject("id", UUID.class),
                        rs.getString("code"),
                        new VendorEntry(
                                rs.getString("name"),
                                Relationship.valueOf(rs.getString("relationship")),
                                rs.getBoolean("critical"),
                                rs.getString("owner"),
                                rs.getString("owner_email"),
                                rs.getString("description"),
                                rs.getObject("critical_days", Integer.class),
                                rs.getObject("high_days", Integer.class))))
                .list();
    }

    /** A question to all images and their makers. */
    private JdbcClient.StatementSpec asked(String sql, AsOf asOf) {
        return jdbc.sql(sql.replace(
                        "{origins}", asOf.isNow() ? "estate.pub_image_origin" : "estate.pub_image_origin_at(:at)"))
                .param("at", asOf.at().atOffset(ZoneOffset.UTC));
    }

    private static VendorSheet sheet(Said vendor, List<Made> made, List<Rule> rules) {
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
        return rules(AsOf.read(null, clock));
    }

    List<Rule> rules(AsOf asOf) {
        return jdbc.sql("""
                SELECT r.id, v.code AS vendor, r.pattern, r.created_at, p.name AS by
                  FROM estate.origin_at(:at) r
                  LEFT JOIN estate.vendor v ON v.id = r.vendor_id
                  LEFT JOIN access.pub_person p ON p.id = r.created_by
                 ORDER BY r.pattern
                """)
                .param("at", asOf.at().atOffset(ZoneOffset.UTC))
                .query((rs, n) -> new Rule(
                        rs.getObject("id", UUID.class),
                        rs.getString("vendor"),
                        rs.getString("pattern"),
                        Columns.at(rs, "created_at"),
                        rs.getString("by")))
                .list();
    }

    Optional<Rule> rule(UUID id) {
        return rules().stream().filter(rule -> id.equals(rule.id())).findFirst();
    }

    /** Images of a vendor: those that run first, the newest first among them. */
    List<VendorImage> images(String code, AsOf asOf, int most) {
        return asked(COLUMNS + """
                  FROM (SELECT m.*
                          FROM {origins} m
                         WHERE m.vendor = :code
                         ORDER BY m.running > 0 DESC, m.first_seen_at DESC, m.identity
                         LIMIT :most) o
                """ + ATTESTED + " ORDER BY o.running > 0 DESC, o.first_seen_at DESC, o.identity", asOf)
                .param("code", code)
                .param("most", most)
                .query(VendorList::image)
                .list();
    }

    @Transactional(readOnly = true)
    public void each(AsOf asOf, Consumer<VendorImage> reader) {
        try (Stream<VendorImage> images = asked(
                COLUMNS + " FROM {origins} o " + ATTESTED + " ORDER BY o.repository, o.first_seen_at, o.identity", asOf)
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
