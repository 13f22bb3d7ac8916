package io.exhibit.intake;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Text;
import io.exhibit.ledger.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.InvalidFileNameException;
import org.apache.tomcat.util.http.fileupload.MultipartStream.MalformedStreamException;
import org.apache.tomcat.util.http.fileupload.UploadContext;
import org.apache.tomcat.util.http.fileupload.impl.FileUploadIOException;
import org.jspecify.annotations.Nullable;

/**
 * A form (multipart/form-data) as it comes: one document in its part "file", everything else parameters. Read from the wire in one
 * pass, at the sender's pace and within the bounds of all bodies; a file's name is a word about it and names nothing here.
 */
public final class Form {

    private static final int PARTS = 32;
    private static final int LONGEST_FIELD = 4096;
    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_HEADER = 2048;

    private final Map<String, String> fields = new HashMap<>();
    private String type = "application/octet-stream";
    private String fileName = "";
    private @Nullable Spool file;

    private Form() {}

    private record Wire(String getContentType, InputStream getInputStream) implements UploadContext {

        @Override
        public String getCharacterEncoding() {
            return "UTF-8";
        }

        /** How long it is, the stream under it sees to. */
        @Override
        public long contentLength() {
            return -1;
        }
    }

    /** Reads the form to its end; what is taken of it is the caller's to close. */
    public static Form read(long limit, String contentType, InputStream wire) throws IOException {
        FileUpload upload = new FileUpload();
        upload.setPartHeaderSizeMax(LONGEST_HEADER);
        Form form = new Form();
        try {
            FileItemIterator parts = upload.getItemIterator(new Wire(contentType, wire));
            for (int n = 0; parts.hasNext(); n++) {
                form.take(limit, parts.next(), n);
            }
            form.document();
            return form;
        } catch (FileUploadException | FileUploadIOException | MalformedStreamException broken) {
            form.close();
            throw new InvalidRequest("The form cannot be read: it is cut short, or its boundary is missing.");
        } catch (IOException | RuntimeException failed) {
            form.close();
            throw failed;
        }
    }

    private void take(long limit, FileItemStream part, int n) throws IOException {
        if (n >= PARTS || part.getFieldName() == null) {
            throw new InvalidRequest("A form has at most " + PARTS + " parts, each with a name.");
        }
        try (InputStream in = part.openStream()) {
            if (!part.getFieldName().equals("file")) {
                fields.putIfAbsent(part.getFieldName(), text(in));
                return;
            }
            if (file != null) {
                throw new InvalidRequest("A form has one document, in its part \"file\"; this one has more.");
            }
            file = Spool.read(in, limit);
            fileName = name(part);
            type = part.getContentType() == null ? type : part.getContentType();
        }
    }

    private static String name(FileItemStream part) {
        try {
            return part.getName() == null ? "" : part.getName();
        } catch (InvalidFileNameException hostile) {
            return "";
        }
    }

    private static String text(InputStream in) throws IOException {
        byte[] value = in.readNBytes(LONGEST_FIELD + 1);
        if (value.length > LONGEST_FIELD) {
            throw new InvalidRequest("A field of a form may have at most " + LONGEST_FIELD + " bytes.");
        }
        return new String(value, StandardCharsets.UTF_8);
    }

    public Map<String, String> fields() {
        return fields;
    }

    /** A field as one line without what nobody sees, cut where it is longer; empty where it did not come. */
    public String line(String name) {
        return Text.clean(fields.getOrDefault(name, ""), LONGEST_LINE).strip();
    }

    /** The entry of what the document takes the place of, from the field "replaces"; null: of nothing. */
    public @Nullable Long replaced() {
        String entry = line("replaces");
        if (entry.isEmpty()) {
            return null;
        }
        if (!entry.matches("[0-9]{1,15}")) {
            throw new InvalidRequest("What it replaces is named by its ledger entry.");
        }
        return Long.parseLong(entry);
    }

    String type() {
        return type;
    }

    /** As its sender calls it, empty when it does not. */
    public String fileName() {
        return fileName;
    }

    public Spool document() {
        if (file == null) {
            throw new InvalidRequest("A form has one document, in its part \"file\"; this one has none.");
        }
        return file;
    }

    private void close() {
        if (file != null) {
            file.close();
        }
    }
}
