package io.exhibit.dashboard;

import io.exhibit.findings.BothBases;
import io.exhibit.findings.Profile;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The patch clock of a vendor, as far as it can be seen from here: from when a fix was first known to when the vendor's image without
 * the vulnerability was first seen. Both ends are when Exhibit saw it, so both are estimates (ADR 026).
 */
@Component
class VendorPulse {

    private final JdbcClient jdbc;

    VendorPulse(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Items in a state, of a rank (1 is critical, 5 not ranked) and, when delivered, in a quarter. */
    record Figure(
            String state,
            int rank,
            @Nullable String quarter,
            long items,
            @Nullable Double median,
            @Nullable Long worst,
            long beyond,
            long close,
            long within) {

        public @Nullable String rankName() {
            return VendorPulse.rankName(rank);
        }

        /** Whole days, rounded up: never shorter than it was. */
        public @Nullable Long medianDays() {
            return median == null ? null : (long) Math.ceil(median);
        }
    }

    /** The bank's own clock for it: that whose deadline is first, and what it may count from. */
    record Bank(Profile clock, BothBases bases) {}

    /** A vulnerability in a line of images, and how long the vendor took or takes. */
    record Line(
            String line,
            String vulnerability,
            String packageName,
            @Nullable String fixedVersion,
            int rank,
            String state,
            String verdict,
            @Nullable OffsetDateTime fixKnownAt,
            @Nullable String fixKind,
            @Nullable OffsetDateTime deliveredAt,
            @Nullable UUID deliveredBy,
            @Nullable Long days,
            @Nullable Integer agreed,
            UUID finding,
            @Nullable Bank bank) {

        public @Nullable String rankName() {
            return VendorPulse.rankName(rank);
        }

        /** Whence the date of the fix is, in the words of who states it; else it is of the first scan here that showed it. */
        public String fixSource() {
            if (fixKind == null) {
                return "estimate: first shown by a scan here";
            }
            return fixKind.startsWith("first-observed") ? "estimate: " + fixKind : "stated: " + fixKind;
        }

        public @Nullable Instant fixKnown() {
            return fixKnownAt == null ? null : fixKnownAt.toInstant();
        }

        public @Nullable Instant delivered() {
            return deliveredAt == null ? null : deliveredAt.toInstant();
        }
    }

    /** What is delivered by quarter, and what is not; each by rank. */
    List<Figure> figures(String vendor, AsOf asOf) {
        return jdbc.sql(VendorPulseSql.at(VendorPulseSql.FIGURES, asOf))
                .param("vendor", vendor)
                .param("at", asOf.at().atOffset(ZoneOffset.UTC))
                .query(Figure.class)
                .list();
    }

    /** So many of each state. */
    List<Line> lines(String vendor, AsOf asOf, int most, String... states) {
        return ask(vendor, asOf, most, states).query(VendorPulse::line).list();
    }

    @Transactional(readOnly = true)
    public void each(String vendor, AsOf asOf, Consumer<Line> reader) {
        try (Stream<Line> lines = ask(vendor, asOf, null, "WAITING", "DELIVERED", "NO_FIX", "GONE")
                .withFetchSize(500)
                .query(VendorPulse::line)
                .stream()) {
            lines.forEach(reader);
        }
    }

    private JdbcClient.StatementSpec ask(String vendor, AsOf asOf, @Nullable Integer most, String... states) {
        return jdbc.sql(VendorPulseSql.at(VendorPulseSql.LINES, asOf))
                .param("vendor", vendor)
                .param("at", asOf.at().atOffset(ZoneOffset.UTC))
                .param("states", states)
                .param("most", most);
    }

    private static Line line(ResultSet rs, int n) throws SQLException {
        return new Line(
                rs.getString("line"),
                rs.getString("vulnerability"),
                rs.getString("package"),
                rs.getString("fixed_version"),
                rs.getInt("rank"),
                rs.getString("state"),
                rs.getString("verdict"),
                rs.getObject("fix_known_at", OffsetDateTime.class),
                rs.getString("fix_kind"),
                rs.getObject("delivered_at", OffsetDateTime.class),
                rs.getObject("delivered_by", UUID.class),
                rs.getObject("days", Long.class),
                rs.getObject("agreed", Integer.class),
                Columns.id(rs, "finding"),
                bank(rs));
    }

    private static @Nullable Bank bank(ResultSet rs) throws SQLException {
        BothBases bases = BothBases.read(rs);
        return bases == null ? null : new Bank(Profile.valueOf(rs.getString("profile")), bases);
    }

    private static @Nullable String rankName(int rank) {
        return switch (rank) {
            case 1 -> "CRITICAL";
            case 2 -> "HIGH";
            case 3 -> "MEDIUM";
            case 4 -> "LOW";
            default -> null;
        };
    }
}
