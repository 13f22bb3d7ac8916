package io.exhibit.findings;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Visible;
import io.exhibit.kernel.Written;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Of a finding in a vendor's image: since when the package's fix and since when the vendor's image without it was there, the deadline by
 * either, and which counts. counts null: this clock counts from our own scans. image null: the vendor has none yet.
 */
public record BothBases(
        String vendor,
        @Nullable VendorBasis counts,
        Fix fix,
        @Nullable Instant packageDue,
        @Nullable Image image,
        @Nullable Instant imageDue) {

    /** Since when the package's fix was there; at null: none is known. */
    public record Fix(@Nullable Instant at, boolean estimated) {}

    /** The columns of what is joined as b; a query says of which finding, episode and clock. */
    public static final String COLUMNS = """
            b.vendor_name AS b_vendor, b.counts AS b_counts, b.fix_at AS b_fix_at, b.fix_estimated AS b_fix_estimated, b.package_due_at AS b_package_due_at, b.vendor_image_id AS b_image_id,
                   b.vendor_image AS b_image, b.vendor_submission_id AS b_submission, b.vendor_tool AS b_tool, b.vendor_at AS b_at,
                   b.vendor_dated_by AS b_dated_by, b.vendor_estimated AS b_estimated, b.vendor_due_at AS b_due_at""";

    /** The cells of a file. */
    public static final List<String> HEAD = List.of(
            "vendor",
            "days_count_from",
            "package_fix_at",
            "package_fix_estimated",
            "package_due_at",
            "vendor_image",
            "vendor_image_at",
            "vendor_image_estimated",
            "vendor_image_source",
            "vendor_image_due_at");

    /** An image of the vendor without it: since when it was there, whence that is known, and the document whose scan shows it. */
    public record Image(
            UUID id,
            String name,
            @Nullable UUID submission,
            String tool,
            Instant at,
            VendorDate by,
            boolean estimated) {

        public String source() {
            return by.words() + "; without it by the " + tool + " scan of " + name;
        }
    }

    /** Null: it is in no image of a vendor. */
    public static @Nullable BothBases read(ResultSet row) throws SQLException {
        String vendor = row.getString("b_vendor");
        String counts = row.getString("b_counts");
        return vendor == null
                ? null
                : new BothBases(
                        Visible.line(vendor),
                        counts == null ? null : VendorBasis.valueOf(counts),
                        new Fix(Columns.maybeAt(row, "b_fix_at"), row.getBoolean("b_fix_estimated")),
                        Columns.maybeAt(row, "b_package_due_at"),
                        image(row),
                        Columns.maybeAt(row, "b_due_at"));
    }

    private static @Nullable Image image(ResultSet row) throws SQLException {
        UUID id = row.getObject("b_image_id", UUID.class);
        return id == null
                ? null
                : new Image(
                        id,
                        Visible.line(row.getString("b_image")),
                        row.getObject("b_submission", UUID.class),
                        Visible.line(row.getString("b_tool")),
                        Columns.at(row, "b_at"),
                        VendorDate.valueOf(row.getString("b_dated_by")),
                        row.getBoolean("b_estimated"));
    }

    public static List<@Nullable Object> cells(@Nullable BothBases bases) {
        if (bases == null) {
            return Arrays.asList(new Object[HEAD.size()]);
        }
        Image image = bases.image();
        return Arrays.asList(
                bases.vendor(),
                bases.counts() == null ? "our own scans" : bases.counts().words(),
                bases.fix().at(),
                bases.fix().at() == null ? null : bases.fix().estimated(),
                bases.packageDue(),
                image == null ? null : image.name(),
                image == null ? null : image.at(),
                image == null ? null : image.estimated(),
                image == null ? "no image of the vendor without it is known" : image.source(),
                bases.imageDue());
    }

    /** Whether the clock has not started because the vendor has no image without it. */
    boolean waits() {
        return counts == VendorBasis.VENDOR_IMAGE && imageDue == null;
    }

    public String countsWords() {
        return counts == null ? "neither: this clock counts from our own scans" : counts.words();
    }

    public String packageWords() {
        return fix.at() == null ? "no fix is known" : day(fix.at(), fix.estimated()) + due(packageDue);
    }

    /** What is known of the vendor's image, as of that time; a day begun is a day. */
    public String imageWords(Instant now) {
        if (image != null) {
            return day(image.at(), image.estimated()) + due(imageDue);
        }
        Instant at = fix.at();
        return "the vendor has no image without it yet"
                + (at == null
                        ? ""
                        : ": " + Written.count(days(Duration.between(at, now)), "day", "days") + " since the fix");
    }

    private static long days(Duration time) {
        return Math.max(0, Math.ceilDiv(time.toSeconds(), Duration.ofDays(1).toSeconds()));
    }

    private static String day(Instant at, boolean estimated) {
        return (estimated ? "about " : "") + Written.day(at);
    }

    /** All of it in one sentence. */
    public String sentence(Instant now) {
        return "package's fix: " + packageWords() + "; vendor's image: " + imageWords(now)
                + (image == null ? "" : " (" + image.name() + ")") + "; counts: "
                + countsWords();
    }

    private static String due(@Nullable Instant due) {
        return due == null ? "" : ", due " + Written.day(due);
    }
}
