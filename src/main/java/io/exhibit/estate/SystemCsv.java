package io.exhibit.estate;

import io.exhibit.kernel.AsOf;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of the register of systems in its file. */
final class SystemCsv {

    static final List<String> HEAD = List.of(
            "system",
            "name",
            "owner",
            "owner_email",
            "legal_entity",
            "cardholder_data",
            "cardholder_data_reason",
            "connected_to_cde",
            "connected_reason",
            "security_impacting",
            "security_impacting_reason",
            "asked_about_pci_scope",
            "critical_function",
            "customer_data",
            "third_party",
            "service_provider",
            "exposure",
            "scope_confirmed_at",
            "scope_confirmed_by",
            "scope_expires_at",
            "scope_standing",
            "supported_until",
            "support_source",
            "retired",
            "targets",
            "images",
            "running",
            "rules",
            "narrowing_proposed",
            "as_of",
            "known_on");

    private SystemCsv() {}

    static List<@Nullable Object> cells(SystemSheet sheet, AsOf asOf) {
        Register.Entry entry = sheet.entry();
        ScopeTags tags = entry.tags();
        return Arrays.asList(
                sheet.code(),
                entry.name(),
                entry.owner(),
                entry.ownerEmail(),
                entry.legalEntity(),
                tags.cardholderData(),
                entry.reasons().cdeReason(),
                tags.connectedToCde(),
                entry.reasons().connectedReason(),
                tags.securityImpacting(),
                entry.reasons().impactingReason(),
                sheet.pciAsked(),
                tags.criticalFunction(),
                tags.customerData(),
                tags.thirdParty(),
                tags.serviceProvider(),
                entry.exposure(),
                sheet.confirmedAt(),
                sheet.confirmedBy(),
                sheet.expiresAt(),
                sheet.standing(asOf.at()).words(),
                entry.support().supportedUntil(),
                entry.support().supportSource(),
                sheet.retired(),
                sheet.counts().targets(),
                sheet.counts().images(),
                sheet.counts().running(),
                sheet.counts().rules(),
                sheet.isNarrowingProposed(),
                asOf.at(),
                asOf.known());
    }
}
