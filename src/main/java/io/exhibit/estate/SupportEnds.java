package io.exhibit.estate;

import io.exhibit.intake.Decoded;
import io.exhibit.intake.ReferenceLoads;
import io.exhibit.intake.ReferenceLoads.Edition;
import io.exhibit.intake.ReferenceLoads.Load;
import io.exhibit.intake.ReferenceOrigin;
import io.exhibit.intake.UnusableCatalogue;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.ledger.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Until when makers support the releases of their products, as endoflife.date says, with its history. */
@org.springframework.stereotype.Component
public class SupportEnds {

    static final String SOURCE = "ENDOFLIFE";

    private static final Pattern PRODUCT = Pattern.compile("[a-z0-9][a-z0-9.+-]{0,59}");

    /** A load, and what it says differently from the one before: at once, so that its counts are of these rows. */
    private static final String STORE = """
            WITH said AS (
                SELECT *
                  FROM unnest(:releases::text[], :ends::date[], :ended::boolean[], :extended::date[])
                       AS s (release, ends_on, ended, extended_until)
            ), known AS (
                SELECT * FROM estate.pub_support_ends_at(:at) WHERE product = :product
            ), compared AS (
                SELECT coalesce(s.release, k.release) AS release, s.release IS NOT NULL AS listed, s.ends_on, s.ended,
                       s.extended_until,
                       CASE WHEN k.release IS NULL THEN 'added' WHEN s.release IS NULL THEN 'removed' ELSE 'changed' END AS how
                  FROM said s
                  FULL JOIN known k ON k.release = s.release
                 WHERE (s.release, s.ends_on, s.ended, s.extended_until)
                       IS DISTINCT FROM (k.release, k.ends_on, k.ended, k.extended_until)
            )
            """ + ReferenceLoads.COUNTED + """
            INSERT INTO estate.support_end (product, release, entry_index, listed, ends_on, ended, extended_until, loaded_at)
            SELECT :product, release, :entry, listed, ends_on, ended, extended_until, :at FROM compared ORDER BY release
            """;

    private final JdbcClient jdbc;
    private final ReferenceLoads loads;

    SupportEnds(JdbcClient jdbc, ReferenceLoads loads) {
        this.jdbc = jdbc;
        this.loads = loads;
    }

    /** Takes a product that is whole and not older than what is loaded of it; the same bytes again change nothing. Product: empty where the file says it. */
    @Transactional
    public Load load(String product, Spool bytes, ReferenceOrigin by) throws IOException {
        SupportFile file = read(bytes);
        String about = about(product, file.product());
        Edition edition = new Edition(
                SOURCE, about, file.version(), file.released(), file.releases().size());
        return loads.take(edition, bytes, by, last -> checkWhole(file, last), compared(file));
    }

    private static SupportFile read(Spool bytes) {
        try (InputStream in = Decoded.open(bytes)) {
            return SupportFile.read(in);
        } catch (IOException damaged) {
            throw new UnusableCatalogue("It cannot be unpacked: it is cut short or damaged.");
        }
    }

    private static String about(String asked, String said) {
        String product = asked.isEmpty() ? said : asked;
        if (product.isEmpty()) {
            throw new InvalidRequest("The file does not say which product it is about: say it with ?product=.");
        }
        if (!PRODUCT.matcher(product).matches()) {
            throw new InvalidRequest(
                    "A product is named as endoflife.date names it in its addresses: small letters, digits, dots and hyphens.");
        }
        if (!said.isEmpty() && !said.equals(product)) {
            throw new UnusableCatalogue("It is about " + said + ", not about " + product + ".");
        }
        return product;
    }

    private static void checkWhole(SupportFile file, Optional<Load> last) {
        if (last.isPresent() && file.releases().size() * 2 < last.get().items()) {
            throw new UnusableCatalogue("It names " + file.releases().size() + " releases, and the one that is loaded "
                    + last.get().items() + ": part of it is missing, or it is about something else.");
        }
    }

    private JdbcClient.StatementSpec compared(SupportFile file) {
        return jdbc.sql(STORE)
                .param("releases", column(file, SupportFile.Release::name))
                .param("ends", column(file, SupportFile.Release::endsOn))
                .param("ended", column(file, SupportFile.Release::ended))
                .param("extended", column(file, SupportFile.Release::extendedUntil));
    }

    private static @Nullable String[] column(SupportFile file, Function<SupportFile.Release, @Nullable Object> column) {
        return file.releases().stream()
                .map(release -> {
                    Object value = column.apply(release);
                    return value == null ? null : value.toString();
                })
                .toArray(String[]::new);
    }

    /** The latest loads of all products, the newest first. */
    public List<Load> loads(int most) {
        return loads.loads(SOURCE, most);
    }

    /** What was loaded by that time. */
    Support.Known knownBy(Instant asOf) {
        Map<OsRelease.Told, Support.End> ends = new HashMap<>();
        jdbc.sql("SELECT product, release, ends_on, ended, extended_until FROM estate.pub_support_ends_at(:at)")
                .param("at", asOf.atOffset(ZoneOffset.UTC))
                .query(row -> {
                    ends.put(
                            new OsRelease.Told(row.getString("product"), row.getString("release")),
                            new Support.End(
                                    row.getObject("ends_on", LocalDate.class),
                                    row.getObject("ended", Boolean.class),
                                    row.getObject("extended_until", LocalDate.class)));
                });
        return new Support.Known(
                ends,
                loads.lastByProduct(SOURCE, asOf).stream()
                        .collect(Collectors.toMap(Load::product, Function.identity())));
    }
}
