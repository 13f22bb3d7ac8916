package io.exhibit.findings;

import io.exhibit.kernel.Choice;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a version of the patch deadlines says of images of vendors: the bank's choice, which its assessor has to agree to. */
final class PolicyVendors {

    private static final String FIELD = "vendorImages";
    private static final String TERM = "Images of vendors, what counts from the release counts from";

    private PolicyVendors() {}

    /** No version that was made before there was the choice is changed: they count from the package's fix. */
    static VendorBasis basis(JsonNode definition) {
        return VendorBasis.valueOf(definition.path(FIELD).asString(VendorBasis.PACKAGE.name()));
    }

    static Map<String, String> fields(JsonNode definition) {
        return Map.of(FIELD, basis(definition).name());
    }

    static Map<String, Object> definition(PolicyEntries entries) {
        return Map.of(
                FIELD,
                entries.choice(FIELD, "Images of vendors, days count from", VendorBasis.class)
                        .name());
    }

    static Map<String, String> terms(JsonNode definition) {
        return Map.of(TERM, basis(definition).meaning());
    }

    /** The same beside what a clock counts from. */
    static String beside(String basis, JsonNode rules, JsonNode definition) {
        return rules.path("basis").asString("").equals(PatchPolicy.Basis.FIX_RELEASED.name())
                ? basis + "; in images of vendors: " + basis(definition).meaning()
                : basis;
    }

    static List<Choice> choices() {
        return Arrays.stream(VendorBasis.values())
                .map(basis -> new Choice(basis.name(), basis.words()))
                .toList();
    }
}
