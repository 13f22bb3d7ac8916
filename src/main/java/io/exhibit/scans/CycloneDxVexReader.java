package io.exhibit.scans;

import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import io.exhibit.kernel.Text;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonParser;

/**
 * Reads the analyses in a CycloneDX document. What it states of a component it states of that component in the product that the
 * document is about; the references of its components are held while it is read, and one vulnerability.
 */
final class CycloneDxVexReader implements VexFormat.Reader {

    static final Set<String> FIELDS = Set.of("bomFormat", "specVersion", "serialNumber", "$schema");

    private static final int MOST = 100_000;
    private static final String LINK = "urn:cdx:";

    private final JsonParser parser;
    private final VexFormat.Sink sink;
    private final VexDocument document = new VexDocument();
    private final Map<String, String> purls = new HashMap<>();
    private String format = "";
    private Root root = new Root("", "", "");
    private boolean stating;

    CycloneDxVexReader(JsonParser parser, VexFormat.Sink sink) {
        this.parser = parser;
        this.sink = sink;
    }

    /** What the document is about. */
    private record Root(String ref, String name, String purl) {

        boolean isNamed() {
            return !(ref + name + purl).isEmpty();
        }
    }

    @Override
    public void field(String name) throws Unreadable {
        switch (name) {
            case "bomFormat" -> format = Json.textOr(parser, "");
            case "serialNumber" -> document.identifier = VexFormat.line(parser);
            case "version" -> document.version = VexFormat.line(parser);
            case "metadata" -> {
                inOrder();
                Json.object(parser, name, this::metadata);
            }
            case "components" -> {
                inOrder();
                Json.array(parser, name, this::component);
            }
            case "vulnerabilities" -> {
                stating = true;
                Json.array(parser, name, () -> new CycloneDxAnalysis(parser, this::product).read(sink));
            }
            default -> {
                // What else it says is no matter here.
            }
        }
    }

    private void inOrder() throws Unreadable {
        if (stating) {
            throw new Unreadable("schema", "The components stand after what is stated of them.");
        }
    }

    @Override
    public VexDocument end() throws Unreadable {
        if (!format.equals("CycloneDX")) {
            throw new Unreadable("unknown-format", "This is not a CycloneDX document: its bomFormat does not say so.");
        }
        return document;
    }

    private void metadata(String name) throws Unreadable {
        switch (name) {
            case "timestamp" -> document.statedAt = Text.time(Json.text(parser));
            case "supplier" -> author(name, "supplier");
            case "manufacturer", "manufacture" -> author(name, "manufacturer");
            case "authors" -> Json.array(parser, name, () -> author(name, "author"));
            case "component" -> root = component();
            default -> {
                // What else it says is no matter here.
            }
        }
    }

    private void author(String what, String role) throws Unreadable {
        Json.object(parser, what, name -> {
            if (name.equals("name") && document.author.isEmpty()) {
                document.author = VexFormat.line(parser);
                document.role = role;
            }
        });
    }

    private Root component() throws Unreadable {
        String[] said = {"", "", ""};
        Json.object(parser, "A component", name -> {
            switch (name) {
                case "bom-ref" -> said[0] = VexFormat.line(parser);
                case "name" -> said[1] = VexFormat.line(parser);
                case "purl" -> said[2] = VexFormat.line(parser);
                case "components" -> Json.array(parser, name, this::component);
                default -> {
                    // What else it says is no matter here.
                }
            }
        });
        if (!said[0].isEmpty()) {
            if (purls.size() >= MOST) {
                throw new Unreadable("too-many", "A document has at most " + MOST + " components.");
            }
            purls.put(said[0], said[2]);
        }
        return new Root(said[0], said[1], said[2]);
    }

    /** Narrowed to versions that only a scheme of versions could tell, or out of a document that is not at hand: not compared. */
    private VexProduct product(String ref, boolean narrowed) {
        String purl = purl(ref);
        if (narrowed || purl.isEmpty()) {
            return unknown(ref);
        }
        VexProduct alone = VexProduct.of(purl, "");
        if (alone.isByDigest()) {
            return alone;
        }
        return ref.startsWith(LINK) ? unknown(ref) : component(ref, alone);
    }

    private VexProduct component(String ref, VexProduct alone) {
        return ref.equals(root.ref()) || !root.isNamed() ? alone : inRoot(alone.product());
    }

    private VexProduct unknown(String ref) {
        return VexProduct.incomparable(ref.equals(root.ref()) ? root.name() : ref, "");
    }

    private VexProduct inRoot(String purl) {
        return root.purl().isEmpty() ? VexProduct.incomparable(root.name(), purl) : VexProduct.of(root.purl(), purl);
    }

    private String purl(String ref) {
        if (ref.startsWith(LINK)) {
            return ref.substring(ref.indexOf('#') + 1);
        }
        return purls.getOrDefault(ref, ref.startsWith("pkg:") ? ref : "");
    }
}
