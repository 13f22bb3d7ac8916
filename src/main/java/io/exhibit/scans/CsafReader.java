package io.exhibit.scans;

import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import io.exhibit.kernel.Text;
import io.exhibit.kernel.Visible;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * Reads CSAF 2.0 and 2.1 of the profiles VEX and security advisory: both state the same of products, in the same words. The tree of
 * its products is held while it is read, and one vulnerability; both are bounded.
 */
final class CsafReader implements VexFormat.Reader {

    static final Set<String> FIELDS = Set.of("document", "product_tree");

    private static final Set<String> VERSIONS = Set.of("2.0", "2.1");
    private static final String VEX = "csaf_vex";
    private static final String ADVISORY = "csaf_security_advisory";
    private static final int LONGEST = 100;

    private final JsonParser parser;
    private final VexFormat.Sink sink;
    private final CsafProducts tree;
    private final VexDocument document = new VexDocument();
    private String category = "";
    private String csaf = "";
    private String namespace = "";
    private @Nullable Instant firstReleasedAt;
    private boolean stating;

    CsafReader(JsonParser parser, VexFormat.Sink sink) {
        this.parser = parser;
        this.sink = sink;
        this.tree = new CsafProducts(parser);
    }

    @Override
    public void field(String name) throws Unreadable {
        switch (name) {
            case "document" -> {
                Json.object(parser, name, this::document);
                check();
            }
            case "product_tree" -> {
                if (stating) {
                    throw new Unreadable("schema", "The product tree stands after what is stated of its products.");
                }
                Json.object(parser, name, tree::field);
            }
            case "vulnerabilities" -> {
                stating = true;
                Json.array(parser, name, () -> new CsafVulnerability(parser, tree).read(sink));
            }
            default -> {
                // What else it says is no matter here.
            }
        }
    }

    private void check() throws Unreadable {
        if (!VERSIONS.contains(csaf) || !(category.equals(VEX) || category.equals(ADVISORY))) {
            throw new Unreadable(
                    "unknown-format",
                    "This is a CSAF document of version " + csaf + " and category " + category
                            + "; known here are 2.0 and 2.1, and the categories csaf_vex and csaf_security_advisory.");
        }
    }

    @Override
    public VexDocument end() throws Unreadable {
        check();
        if (document.author.isBlank()) {
            throw new Unreadable("schema", "The document does not say who its publisher is.");
        }
        boolean advisory = category.equals(ADVISORY);
        document.called = called(advisory ? "advisory" : "VEX document");
        // An advisory comes with its fixes; what first comes as VEX is the vulnerability.
        document.fixesReleasedAt = advisory ? firstReleasedAt : null;
        if (!document.identifier.isEmpty() && !namespace.isEmpty()) {
            document.identifier = namespace + " " + document.identifier;
        }
        return document;
    }

    private String called(String kind) {
        String which = document.identifier.isEmpty() ? kind : kind + " " + Text.clean(document.identifier, LONGEST);
        return Visible.line(which + " of " + Text.clean(document.author, LONGEST));
    }

    private void document(String name) throws Unreadable {
        switch (name) {
            case "category" -> category = VexFormat.line(parser);
            case "csaf_version" -> csaf = VexFormat.line(parser);
            case "publisher" -> Json.object(parser, name, this::publisher);
            case "tracking" -> Json.object(parser, name, this::tracking);
            default -> {
                // What else it says is no matter here.
            }
        }
    }

    private void publisher(String name) throws Unreadable {
        switch (name) {
            case "name" -> document.author = VexFormat.line(parser);
            case "category" -> document.role = VexFormat.line(parser);
            case "namespace" -> namespace = VexFormat.line(parser);
            default -> {
                // What else it says is no matter here.
            }
        }
    }

    private void tracking(String name) throws Unreadable {
        switch (name) {
            case "id" -> document.identifier = VexFormat.line(parser);
            case "version" -> document.version = VexFormat.line(parser);
            case "initial_release_date" -> firstReleasedAt = Text.time(Json.text(parser));
            case "current_release_date" -> document.statedAt = Text.time(Json.text(parser));
            default -> {
                // What else it says is no matter here.
            }
        }
    }
}
