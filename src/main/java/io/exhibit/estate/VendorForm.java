package io.exhibit.estate;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Text;
import org.jspecify.annotations.Nullable;

/** What somebody entered about a vendor. */
record VendorForm(
        @Nullable String code,
        @Nullable String name,
        @Nullable String relationship,
        @Nullable Boolean critical,
        @Nullable String owner,
        @Nullable String ownerEmail,
        @Nullable String description,
        @Nullable String criticalDays,
        @Nullable String highDays) {

    static final VendorForm BLANK = new VendorForm("", "", Relationship.COMMERCIAL.name(), false, "", "", "", "", "");

    private static final int LONGEST = 4000;

    static VendorForm of(VendorSheet sheet) {
        VendorEntry entry = sheet.entry();
        return new VendorForm(
                sheet.code(),
                entry.name(),
                entry.relationship().name(),
                entry.critical(),
                entry.owner(),
                entry.ownerEmail(),
                entry.description(),
                entry.criticalDays() == null ? "" : entry.criticalDays().toString(),
                entry.highDays() == null ? "" : entry.highDays().toString());
    }

    String codeText() {
        return text(code).strip();
    }

    VendorEntry entry() {
        return new VendorEntry(
                text(name),
                kind(),
                Boolean.TRUE.equals(critical),
                text(owner),
                text(ownerEmail),
                text(description),
                days(criticalDays),
                days(highDays));
    }

    private Relationship kind() {
        try {
            return Relationship.valueOf(text(relationship));
        } catch (IllegalArgumentException unknown) {
            throw new InvalidRequest("Say of which kind the relationship is.");
        }
    }

    private static @Nullable Integer days(@Nullable String field) {
        String days = text(field).strip();
        if (days.isEmpty()) {
            return null;
        }
        // What is no such number is refused by the register, like a number that is too large.
        return days.matches("[0-9]{1,6}") ? Integer.parseInt(days) : -1;
    }

    private static String text(@Nullable String field) {
        return field == null ? "" : Text.clean(field, LONGEST);
    }
}
