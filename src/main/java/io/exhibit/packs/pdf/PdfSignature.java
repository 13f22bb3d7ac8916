package io.exhibit.packs.pdf;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.SignatureOptions;

/** Signs a finished document (PAdES baseline B, or T with a stamp): what was there stays, byte for byte, the signature comes behind it. */
public final class PdfSignature {

    /** The most bytes that an authority's token may have: what is kept free has to do for it, the signature and the certificates. */
    public static final int LARGEST_TOKEN = 16_000;

    // An archive's file has no string of more than 32,767 bytes.
    private static final int ROOM = 32_000;

    private final Signatory signatory;
    private final Stamper stamper;

    public PdfSignature(Signatory signatory, Stamper stamper) {
        this.signatory = signatory;
        this.stamper = stamper;
    }

    /** The signature does not show on any page. The name and the time are what the signer says of himself. */
    public void sign(Path document, Path signed, String name, String reason, Instant at) throws IOException {
        var file = new RandomAccessReadBufferedFile(document);
        try (PDDocument pdf = Loader.loadPDF(file, IOUtils.createTempFileOnlyStreamCache());
                SignatureOptions options = new SignatureOptions();
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(signed))) {
            PDSignature signature = new PDSignature();
            signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
            signature.setSubFilter(PDSignature.SUBFILTER_ETSI_CADES_DETACHED);
            signature.setName(name);
            signature.setReason(reason);
            signature.getCOSObject().setString(COSName.M, Imprint.date(at));
            options.setPreferredSignatureSize(ROOM);
            var cades = new CadesSignature(signatory, stamper);
            pdf.addSignature(signature, cades::over, options);
            pdf.saveIncremental(out);
        }
    }
}
