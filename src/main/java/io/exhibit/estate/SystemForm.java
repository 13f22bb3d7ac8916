package io.exhibit.estate;

import io.exhibit.kernel.Text;
import org.jspecify.annotations.Nullable;

/** What somebody entered about a system. */
record SystemForm(
        @Nullable String code,
        @Nullable String name,
        @Nullable String owner,
        @Nullable String ownerEmail,
        @Nullable String description,
        @Nullable Boolean cardholderData,
        @Nullable Boolean criticalFunction,
        @Nullable Boolean customerData,
        @Nullable Boolean thirdParty,
        @Nullable String exposure) {

    private static final int LONGEST = 4000;

    static SystemForm of(SystemSheet sheet) {
        Register.Entry entry = sheet.entry();
        ScopeTags tags = entry.tags();
        return new SystemForm(
                sheet.code(),
                entry.name(),
                entry.owner(),
                entry.ownerEmail(),
                entry.description(),
                tags.cardholderData(),
                tags.criticalFunction(),
                tags.customerData(),
                tags.thirdParty(),
                entry.exposure().name());
    }

    String codeText() {
        return text(code).strip();
    }

    Register.Entry entry() {
        return new Register.Entry(
                text(name),
                text(owner),
                text(ownerEmail),
                text(description),
                new ScopeTags(is(cardholderData), is(criticalFunction), is(customerData), is(thirdParty)),
                Exposure.read(exposure));
    }

    /** A box that is not ticked is not sent. */
    private static boolean is(@Nullable Boolean ticked) {
        return Boolean.TRUE.equals(ticked);
    }

    private static String text(@Nullable String field) {
        return field == null ? "" : Text.clean(field, LONGEST);
    }
}
