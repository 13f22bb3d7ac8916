package io.exhibit.estate;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Text;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** What somebody entered about a system. */
record SystemForm(
        @Nullable String code,
        @Nullable String name,
        @Nullable String owner,
        @Nullable String ownerEmail,
        @Nullable String description,
        @Nullable String legalEntity,
        @Nullable Boolean cardholderData,
        @Nullable String cdeReason,
        @Nullable Boolean connectedToCde,
        @Nullable String connectedReason,
        @Nullable Boolean securityImpacting,
        @Nullable String impactingReason,
        @Nullable Boolean criticalFunction,
        @Nullable Boolean customerData,
        @Nullable Boolean thirdParty,
        @Nullable Boolean serviceProvider,
        @Nullable String exposure,
        @Nullable String supportedUntil,
        @Nullable String supportSource,
        @Nullable String removal) {

    private static final int LONGEST = 4000;
    private static final int FIRST = 1990;
    private static final int LAST = 2200;

    static SystemForm blank(String code) {
        return of(code, new Register.Entry("", "", "", "", ScopeTags.NONE));
    }

    static SystemForm of(SystemSheet sheet) {
        return of(sheet.code(), sheet.entry());
    }

    private static SystemForm of(String code, Register.Entry entry) {
        ScopeTags tags = entry.tags();
        LocalDate until = entry.support().supportedUntil();
        return new SystemForm(
                code,
                entry.name(),
                entry.owner(),
                entry.ownerEmail(),
                entry.description(),
                entry.legalEntity(),
                tags.cardholderData(),
                entry.reasons().cdeReason(),
                tags.connectedToCde(),
                entry.reasons().connectedReason(),
                tags.securityImpacting(),
                entry.reasons().impactingReason(),
                tags.criticalFunction(),
                tags.customerData(),
                tags.thirdParty(),
                tags.serviceProvider(),
                entry.exposure().name(),
                until == null ? "" : until.toString(),
                entry.support().supportSource(),
                entry.removal());
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
                new ScopeTags(
                        is(cardholderData),
                        is(connectedToCde),
                        is(securityImpacting),
                        is(criticalFunction),
                        is(customerData),
                        is(thirdParty),
                        is(serviceProvider)),
                Exposure.read(exposure),
                new PciReasons(
                        text(cdeReason).strip(),
                        text(connectedReason).strip(),
                        text(impactingReason).strip()),
                text(legalEntity).strip(),
                new SystemSupport(
                        day(text(supportedUntil).strip()), text(supportSource).strip()),
                text(removal).strip());
    }

    /** A box that is not ticked is not sent. */
    private static boolean is(@Nullable Boolean ticked) {
        return Boolean.TRUE.equals(ticked);
    }

    private static @Nullable LocalDate day(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= FIRST && day.getYear() <= LAST) {
                return day;
            }
        } catch (DateTimeParseException unreadable) {
            // As any other day that is none.
        }
        throw new InvalidRequest("The end of support is a day: 2027-06-30.");
    }

    private static String text(@Nullable String field) {
        return field == null ? "" : Text.clean(field, LONGEST);
    }
}
