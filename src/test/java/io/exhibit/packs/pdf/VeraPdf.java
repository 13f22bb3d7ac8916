package io.exhibit.packs.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.verapdf.core.EncryptedPdfException;
import org.verapdf.core.ModelParsingException;
import org.verapdf.core.ValidationException;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** What veraPDF, the validator of the PDF Association, has to say of a file. */
public final class VeraPdf {

    static {
        VeraGreenfieldFoundryProvider.initialise();
    }

    private VeraPdf() {}

    /** What is wrong with it as an archive's file (PDF/A-3a) and for readers that speak (PDF/UA-1); nothing when it is both. */
    public static List<String> complaints(Path file) throws IOException {
        return Stream.concat(
                        complaints(file, PDFAFlavour.PDFA_3_A).stream(), complaints(file, PDFAFlavour.PDFUA_1).stream())
                .toList();
    }

    private static List<String> complaints(Path file, PDFAFlavour flavour) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            List<String> wrong = result.getTestAssertions().stream()
                    .filter(one -> one.getStatus() == TestAssertion.Status.FAILED)
                    .map(one -> flavour.getId() + " " + one.getRuleId().getClause() + "-"
                            + one.getRuleId().getTestNumber() + " " + one.getMessage() + " at "
                            + one.getLocation().getContext())
                    .toList();
            return result.isCompliant() || !wrong.isEmpty() ? wrong : List.of(flavour.getId() + " not compliant");
        } catch (ModelParsingException | EncryptedPdfException | ValidationException unreadable) {
            throw new IOException(unreadable);
        }
    }
}
