package io.exhibit.scans;

import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import io.exhibit.kernel.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One statement of an OpenVEX document: vulnerability and products as texts (0.0.1) or as objects (0.2.0). */
final class OpenVexStatement {

    private static final Set<String> STATUSES = Set.of("not_affected", "affected", "fixed", "under_investigation");
    private static final int MOST_NAMES = 100;

    private final JsonParser parser;
    private final Set<String> aliases = new LinkedHashSet<>();
    private final List<Product> products = new ArrayList<>();
    private final Set<String> parts = new LinkedHashSet<>();
    private String id = "";
    private String name = "";
    private String status = "";
    private String justification = "";
    private String impact = "";
    private String action = "";
    private String notes = "";
    private @Nullable Instant statedAt;

    OpenVexStatement(JsonParser parser) {
        this.parser = parser;
    }

    /** A product or a part by the ids that it goes by, with the parts that are named in it. */
    private record Product(Set<String> ids, Set<String> parts) {

        /** A package URL says the most. */
        String named() {
            return ids.stream()
                    .filter(id -> id.startsWith("pkg:"))
                    .findFirst()
                    .orElse(ids.stream().findFirst().orElse(""));
        }
    }

    VexStatement read() throws Unreadable {
        Json.object(parser, "A statement", this::field);
        String vulnerability = name.isEmpty() ? last(id) : name;
        if (vulnerability.isEmpty()) {
            throw new Unreadable("schema", "A statement does not say which vulnerability it is about.");
        }
        if (!STATUSES.contains(status)) {
            throw new Unreadable(
                    "schema", "A statement's status is none of not_affected, affected, fixed and under_investigation.");
        }
        Set<String> names = new LinkedHashSet<>(List.of(vulnerability));
        names.addAll(aliases);
        return new VexStatement(
                vulnerability,
                names,
                status,
                new VexStatement.Reasons(justification, impact, action, notes),
                statedAt,
                products());
    }

    /** One row for each part of each product; parts beside the products (0.0.1) are parts of all of them. */
    private List<VexProduct> products() throws Unreadable {
        List<VexProduct> rows = new ArrayList<>();
        for (Product product : products) {
            Set<String> all = new LinkedHashSet<>(product.parts());
            all.addAll(parts);
            if (rows.size() + all.size() >= VexFormat.MOST) {
                throw tooMany("A statement has too many products, or parts of products");
            }
            if (all.isEmpty()) {
                rows.add(VexProduct.of(product.named(), ""));
            }
            all.forEach(part -> rows.add(VexProduct.of(product.named(), part)));
        }
        return rows;
    }

    private void field(String field) throws Unreadable {
        switch (field) {
            case "vulnerability" -> vulnerability();
            case "status" -> status = line();
            case "justification" -> justification = line();
            case "impact_statement" -> impact = Json.textOr(parser, "");
            case "action_statement" -> action = Json.textOr(parser, "");
            case "status_notes", "statement" -> notes = Json.textOr(parser, "");
            case "timestamp" -> statedAt = Text.time(Json.text(parser));
            case "products" -> Json.array(parser, field, () -> add(products, product()));
            case "subcomponents" -> Json.array(parser, field, () -> addNamed(parts, product()));
            default -> {
                // What else it says is no matter here.
            }
        }
    }

    private void vulnerability() throws Unreadable {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            name = line();
            return;
        }
        Json.object(parser, "The vulnerability", field -> {
            switch (field) {
                case "@id" -> id = line();
                case "name" -> name = line();
                case "aliases" -> Json.array(parser, field, () -> keep(aliases, line()));
                default -> {
                    // What else it says is no matter here.
                }
            }
        });
    }

    private Product product() throws Unreadable {
        Product product = new Product(new LinkedHashSet<>(), new LinkedHashSet<>());
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            keep(product.ids(), line());
            return product;
        }
        Json.object(parser, "A product", field -> {
            switch (field) {
                case "@id" -> keep(product.ids(), line());
                case "identifiers" -> Json.object(parser, field, kind -> keep(product.ids(), line()));
                case "subcomponents" -> Json.array(parser, field, () -> addNamed(product.parts(), product()));
                default -> {
                    // What else it says is no matter here.
                }
            }
        });
        return product;
    }

    private static void add(List<Product> products, Product product) throws Unreadable {
        if (products.size() >= VexFormat.MOST) {
            throw tooMany("A statement has too many products");
        }
        products.add(product);
    }

    private static void addNamed(Set<String> names, Product part) throws Unreadable {
        if (names.size() >= VexFormat.MOST) {
            throw tooMany("A product has too many parts");
        }
        // A part that names nothing must not widen the statement to the whole product.
        names.add(part.named().isEmpty() ? "?" : part.named());
    }

    private static void keep(Set<String> names, String name) throws Unreadable {
        if (names.size() >= MOST_NAMES) {
            throw tooMany("Something goes by too many names");
        }
        if (!name.isEmpty()) {
            names.add(name);
        }
    }

    private static Unreadable tooMany(String what) {
        return new Unreadable("too-many", what + ".");
    }

    /** Of an address its last part, as in https://nvd.nist.gov/vuln/detail/CVE-2019-17571. */
    private static String last(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }

    private String line() throws Unreadable {
        return VexFormat.line(parser);
    }
}
