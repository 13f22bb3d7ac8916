package io.exhibit.packs.pdf;

import com.openhtmltopdf.extend.FSStream;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer.SvgExternalResourceMode;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer.SvgScriptMode;
import com.openhtmltopdf.util.XRLog;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;

/** Lays out the written part of a report, given as XHTML, with no access to anything but its own style sheet. */
final class Narrative {

    private static final String STYLE = "exhibit:report.css";

    static {
        XRLog.setLoggerImpl(new RendererLog());
    }

    private Narrative() {}

    /** Puts the pages into the document, tagged. */
    static void render(PDDocument document, Typefaces faces, String xhtml) throws IOException {
        try (PdfBoxRenderer renderer = renderer(document, faces, xhtml)) {
            renderer.createPDFKeepOpen();
        }
    }

    /** How many pages it takes, so that what follows can be told its page numbers. */
    static int pages(String xhtml) throws IOException {
        try (PDDocument scratch = new PDDocument();
                PdfBoxRenderer renderer = renderer(scratch, new Typefaces(scratch), xhtml)) {
            renderer.layout();
            return renderer.getRootBox().getLayer().getPages().size();
        }
    }

    private static PdfBoxRenderer renderer(PDDocument document, Typefaces faces, String xhtml) {
        var builder = new PdfRendererBuilder()
                .usePdfUaAccessibility(true)
                .usePdfAConformance(PdfAConformance.PDFA_3_A)
                .useColorProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData())
                .usePDDocument(document)
                .useSVGDrawer(new BatikSVGDrawer(SvgScriptMode.SECURE, SvgExternalResourceMode.SECURE))
                .useProtocolsStreamImplementation(uri -> new StyleSheet(), "exhibit")
                .useExternalResourceAccessControl(
                        (uri, type) -> STYLE.equals(uri), ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI)
                .useExternalResourceAccessControl(
                        (uri, type) -> STYLE.equals(uri), ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI)
                .withProducer("Exhibit")
                .withHtmlContent(xhtml, "exhibit:");
        faces.register(builder);
        return builder.buildPdfRenderer();
    }

    /** The only thing that the report may load. */
    private static final class StyleSheet implements FSStream {

        @Override
        public InputStream getStream() {
            return Objects.requireNonNull(
                    Narrative.class.getResourceAsStream("/templates/packs/report.css"), "report.css");
        }

        @Override
        public Reader getReader() {
            return new InputStreamReader(getStream(), StandardCharsets.UTF_8);
        }
    }
}
