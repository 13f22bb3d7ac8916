package io.exhibit.scans;

import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * The product tree of a CSAF document: products by their ids, those that are part of another, groups of them. A part of something
 * that cannot be compared is not compared either, unless it is an image by its digest: it may be affected elsewhere.
 */
final class CsafProducts {

    private static final int MOST = 100_000;

    private final JsonParser parser;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> purls = new HashMap<>();
    private final Map<String, Relation> relations = new HashMap<>();
    private final Map<String, Set<String>> groups = new HashMap<>();

    CsafProducts(JsonParser parser) {
        this.parser = parser;
    }

    private record Relation(String part, String whole) {}

    void field(String name) throws Unreadable {
        switch (name) {
            case "branches" -> Json.array(parser, name, this::branch);
            case "full_product_names" -> Json.array(parser, name, this::product);
            case "relationships" -> Json.array(parser, name, this::relation);
            case "product_groups" -> Json.array(parser, name, this::group);
            default -> {
                // What else it says is no matter here.
            }
        }
    }

    private void branch() throws Unreadable {
        Json.object(parser, "A branch", name -> {
            if (name.equals("branches")) {
                Json.array(parser, name, this::branch);
            } else if (name.equals("product")) {
                product();
            }
        });
    }

    private String product() throws Unreadable {
        String[] said = {"", "", ""};
        Json.object(parser, "A product", name -> {
            switch (name) {
                case "product_id" -> said[0] = VexFormat.line(parser);
                case "name" -> said[1] = Json.textOr(parser, "");
                case "product_identification_helper" ->
                    Json.object(parser, name, helper -> said[2] = helper(helper, said[2]));
                default -> {
                    // What else it says is no matter here.
                }
            }
        });
        bounded(names.size());
        names.put(said[0], said[1]);
        if (!said[2].isEmpty()) {
            purls.put(said[0], said[2]);
        }
        return said[0];
    }

    /** A product has one package URL in CSAF 2.0 and a list of them in 2.1; the first is taken. */
    private String helper(String helper, String known) throws Unreadable {
        String[] purl = {known};
        if (helper.equals("purl")) {
            purl[0] = VexFormat.line(parser);
        } else if (helper.equals("purls")) {
            Json.array(parser, helper, () -> purl[0] = purl[0].isEmpty() ? VexFormat.line(parser) : purl[0]);
        }
        return purl[0];
    }

    private void relation() throws Unreadable {
        String[] said = {"", "", ""};
        Json.object(parser, "A relationship", name -> {
            switch (name) {
                case "full_product_name" -> said[0] = product();
                case "product_reference" -> said[1] = VexFormat.line(parser);
                case "relates_to_product_reference" -> said[2] = VexFormat.line(parser);
                default -> {
                    // What else it says is no matter here.
                }
            }
        });
        relations.put(said[0], new Relation(said[1], said[2]));
    }

    private void group() throws Unreadable {
        String[] id = {""};
        Set<String> members = new LinkedHashSet<>();
        Json.object(parser, "A group", name -> {
            if (name.equals("group_id")) {
                id[0] = VexFormat.line(parser);
            } else if (name.equals("product_ids")) {
                ids(parser, name, members);
            }
        });
        bounded(groups.size());
        groups.put(id[0], members);
    }

    static void ids(JsonParser parser, String what, Collection<String> ids) throws Unreadable {
        Json.array(parser, what, () -> {
            bounded(ids.size());
            ids.add(VexFormat.line(parser));
        });
    }

    private static void bounded(int size) throws Unreadable {
        if (size >= MOST) {
            throw new Unreadable("too-many", "A document has at most " + MOST + " products, groups or members of one.");
        }
    }

    Set<String> members(String group) {
        return groups.getOrDefault(group, Set.of());
    }

    List<VexProduct> all(Collection<String> ids) {
        List<VexProduct> products = new ArrayList<>(ids.size());
        ids.forEach(id -> products.add(one(id)));
        return products;
    }

    /** What is fixed: the product itself by its package URL, else the part of another that it is. */
    @Nullable
    FixedPackage fixed(String id) {
        Relation relation = relations.get(id);
        String part = relation == null ? "" : purls.getOrDefault(relation.part(), "");
        return FixedPackage.of(purls.getOrDefault(id, part)).orElse(null);
    }

    private VexProduct one(String id) {
        Relation relation = relations.get(id);
        if (relation == null) {
            String purl = purls.get(id);
            return purl == null ? VexProduct.incomparable(name(id), "") : VexProduct.of(purl, "");
        }
        String part = purls.getOrDefault(relation.part(), "");
        VexProduct alone = VexProduct.of(part, "");
        if (alone.isByDigest()) {
            return alone;
        }
        String whole = purls.get(relation.whole());
        return whole == null || relations.containsKey(relation.whole())
                ? VexProduct.incomparable(name(relation.whole()), part.isEmpty() ? name(relation.part()) : part)
                // A part that names nothing must not widen the statement to the whole product.
                : VexProduct.of(whole, part.isEmpty() ? "?" : part);
    }

    private String name(String id) {
        String name = names.getOrDefault(id, "");
        return name.isEmpty() ? id : name;
    }
}
