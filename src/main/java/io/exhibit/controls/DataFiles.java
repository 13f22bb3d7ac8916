package io.exhibit.controls;

import io.exhibit.kernel.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads the data files of this module; a field that nobody knows, or one that is missing, stops the start. */
final class DataFiles {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private DataFiles() {}

    /** What a file says, and the digest of its bytes. */
    record Read<T>(T content, Sha256 sha256) {}

    static <T> Read<T> read(String path, Class<T> shape) {
        byte[] bytes = bytes(path);
        return new Read<>(parse(path, bytes, shape), Sha256.of(bytes));
    }

    static <T> T parse(String name, byte[] bytes, Class<T> shape) {
        try {
            return YAML.readValue(bytes, shape);
        } catch (JacksonException unreadable) {
            throw new BadData(name, line(unreadable) + unreadable.getOriginalMessage());
        }
    }

    /** The form in which a file of ours is written. */
    static byte[] write(Object content) {
        return YAML.writeValueAsBytes(content);
    }

    private static String line(JacksonException unreadable) {
        TokenStreamLocation at = unreadable.getLocation();
        return at == null || at.getLineNr() < 1 ? "" : "line " + at.getLineNr() + ": ";
    }

    static boolean saysNothing(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static byte[] bytes(String path) {
        try (InputStream in = new ClassPathResource(path).getInputStream()) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(path, unreadable);
        }
    }
}
