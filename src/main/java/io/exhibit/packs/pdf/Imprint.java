package io.exhibit.packs.pdf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDMetadata;

/** What a document says about its own making: one time and one number given from outside, so that it can be made again. */
public record Imprint(Instant madeAt, long number) {

    private static final DateTimeFormatter DIGITS =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** The time as the format writes it. */
    String date() {
        return date(madeAt);
    }

    static String date(Instant at) {
        return "D:" + DIGITS.format(at) + "+00'00'";
    }

    /** The same time in the information dictionary and in the metadata, or a validator of archives complains. */
    void onto(PDDocument document) throws IOException {
        document.getDocumentInformation().getCOSObject().setString(COSName.CREATION_DATE, date());
        document.setDocumentId(number);
        PDMetadata metadata = document.getDocumentCatalog().getMetadata();
        if (metadata != null) {
            String time = madeAt.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "+00:00");
            byte[] packet = new String(metadata.toByteArray(), StandardCharsets.UTF_8)
                    .replaceFirst("(?<=<xmp:CreateDate>)[^<]*", time)
                    .getBytes(StandardCharsets.UTF_8);
            document.getDocumentCatalog().setMetadata(new PDMetadata(document, new ByteArrayInputStream(packet)));
        }
    }
}
