package io.exhibit.findings;

import io.exhibit.kernel.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Since when the vendor of the image that a finding is in has an image of the same line without it; since null: none is known. A vendor
 * without a counterparty is none here: what a project gives away the bank can build itself.
 */
record VendorImage(String vendor, @Nullable Since since) {

    /** The columns of the same name that a verdict depends on, of a finding f; :at is the time of the decision. */
    static final String COLUMNS =
            "vi.vendor, vi.image AS vendor_image, vi.submission_id AS vendor_submission, vi.since_at AS vendor_since, vi.dated_by AS vendor_dated_by, vi.estimated AS vendor_estimated";

    static final String JOIN = "LEFT JOIN LATERAL findings.pub_vendor_image(f.id, :at) vi ON vi.counterparty";

    /** Where no version of the policy looks at vendors. */
    static final String NO_COLUMNS =
            "NULL AS vendor, NULL AS vendor_image, NULL::uuid AS vendor_submission, NULL::timestamptz AS vendor_since, NULL AS vendor_dated_by, NULL::boolean AS vendor_estimated";

    /** The image, the document whose scan shows it without, and whence the date is. */
    record Since(
            Instant at,
            VendorDate by,
            boolean estimated,
            String image,
            @Nullable UUID submission) {}

    static @Nullable VendorImage read(ResultSet row) throws SQLException {
        String vendor = row.getString("vendor");
        return vendor == null ? null : new VendorImage(vendor, since(row));
    }

    private static @Nullable Since since(ResultSet row) throws SQLException {
        Instant at = Columns.maybeAt(row, "vendor_since");
        return at == null || row.getString("vendor_image") == null
                ? null
                : new Since(
                        at,
                        VendorDate.valueOf(row.getString("vendor_dated_by")),
                        row.getBoolean("vendor_estimated"),
                        row.getString("vendor_image"),
                        row.getObject("vendor_submission", UUID.class));
    }

    /** What is stored with the verdict; byPackage: what it would be by the package's fix. */
    void tell(Map<String, Object> told, PatchClock.Verdict verdict, PatchClock.Verdict byPackage) {
        told.put("vendor", vendor);
        told.put("basis", verdict.basis().name());
        told.put("packageStartsAt", text(byPackage.startsAt()));
        told.put("packageDueAt", text(byPackage.dueAt()));
        told.put("vendorImageAt", since == null ? null : text(since.at()));
        if (since != null) {
            told.put("vendorImage", since.image());
            told.put("vendorImageDatedBy", since.by().name());
            told.put("vendorImageShownBy", String.valueOf(since.submission()));
        }
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
