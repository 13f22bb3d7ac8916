package io.exhibit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A form with a file as a browser sends it. */
public final class FormBody {

    public static final String TYPE = "multipart/form-data; boundary=----exhibit";

    private static final String BOUNDARY = "------exhibit";

    private FormBody() {}

    /** Fields: a name, its value, the next name and so on. The file comes last, in the part "file". */
    public static byte[] of(List<String> fields, String fileName, byte[] file) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < fields.size(); i += 2) {
            write(body, BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + fields.get(i) + "\"\r\n\r\n");
            write(body, fields.get(i + 1) + "\r\n");
        }
        write(
                body,
                BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                        + "\"\r\nContent-Type: application/pdf\r\n\r\n");
        body.writeBytes(file);
        write(body, "\r\n" + BOUNDARY + "--\r\n");
        return body.toByteArray();
    }

    private static void write(ByteArrayOutputStream body, String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
