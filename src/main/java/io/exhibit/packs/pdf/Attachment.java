package io.exhibit.packs.pdf;

import java.nio.file.Path;

/** A file that is put into a document beside its pages: its name there, what kind it is, what it holds, and where its bytes are. */
public record Attachment(String name, String mediaType, String description, Path file) {}
