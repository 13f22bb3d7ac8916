package io.exhibit.packs.pdf;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FSFontUseCase;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;

/** The faces embedded in one document, for our own pages and for the narrative alike. */
final class Typefaces {

    private final Map<Face, Typeface> faces = new EnumMap<>(Face.class);

    Typefaces(PDDocument document) throws IOException {
        for (Face face : Face.values()) {
            try (InputStream file = open(face)) {
                faces.put(face, Typeface.embed(document, new TTFParser().parse(new RandomAccessReadBuffer(file))));
            }
        }
    }

    Typeface of(Face face) {
        return Objects.requireNonNull(faces.get(face));
    }

    void register(PdfRendererBuilder builder) {
        faces.forEach((face, typeface) -> {
            builder.useFont(new PDFontSupplier(typeface.font()), face.family(), face.weight(), FontStyle.NORMAL, true);
            // Text inside SVG comes by another way and would fall back to the machine's own fonts.
            builder.useFont(
                    () -> open(face),
                    face.family(),
                    face.weight(),
                    FontStyle.NORMAL,
                    true,
                    EnumSet.of(FSFontUseCase.SVG));
        });
    }

    private static InputStream open(Face face) {
        return Objects.requireNonNull(Typefaces.class.getResourceAsStream(face.resource()), face.resource());
    }
}
