package io.exhibit.packs.pdf;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;

/** Puts files into a document as PDF/A-3 wants them: listed by name, and each as data that the document as a whole rests on. */
final class Attachments {

    private static final COSName ASSOCIATED = COSName.getPDFName("AF");

    private Attachments() {}

    static void put(PDDocument document, List<Attachment> attachments, Imprint imprint) throws IOException {
        if (attachments.isEmpty()) {
            return;
        }
        Map<String, PDComplexFileSpecification> names = new TreeMap<>();
        COSArray associated = new COSArray();
        for (Attachment attachment : attachments) {
            PDComplexFileSpecification specification = specification(document, attachment, imprint);
            names.put(attachment.name(), specification);
            associated.add(specification);
        }
        PDEmbeddedFilesNameTreeNode tree = new PDEmbeddedFilesNameTreeNode();
        tree.setNames(names);
        PDDocumentNameDictionary dictionary = new PDDocumentNameDictionary(document.getDocumentCatalog());
        dictionary.setEmbeddedFiles(tree);
        document.getDocumentCatalog().setNames(dictionary);
        document.getDocumentCatalog().getCOSObject().setItem(ASSOCIATED, associated);
    }

    private static PDComplexFileSpecification specification(PDDocument document, Attachment attachment, Imprint imprint)
            throws IOException {
        PDEmbeddedFile file = embedded(document, attachment, imprint);
        PDComplexFileSpecification specification = new PDComplexFileSpecification();
        specification.setFile(attachment.name());
        specification.setFileUnicode(attachment.name());
        specification.setFileDescription(attachment.description());
        specification.setEmbeddedFile(file);
        specification.setEmbeddedFileUnicode(file);
        specification.getCOSObject().setName("AFRelationship", "Data");
        return specification;
    }

    private static PDEmbeddedFile embedded(PDDocument document, Attachment attachment, Imprint imprint)
            throws IOException {
        MessageDigest checksum = checksum();
        PDEmbeddedFile file;
        try (InputStream in = new DigestInputStream(open(attachment.file()), checksum)) {
            file = new PDEmbeddedFile(document, in, COSName.FLATE_DECODE);
        }
        file.setSubtype(attachment.mediaType());
        COSDictionary parameters = new COSDictionary();
        parameters.setLong(COSName.SIZE, Files.size(attachment.file()));
        parameters.setString(COSName.MOD_DATE, imprint.date());
        parameters.setItem("CheckSum", new COSString(checksum.digest()));
        file.getCOSObject().setItem(COSName.PARAMS, parameters);
        return file;
    }

    private static InputStream open(Path file) throws IOException {
        return new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    }

    /** The format knows no other; what proves anything are the digests of the manifest. */
    private static MessageDigest checksum() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has MD5", missing);
        }
    }
}
