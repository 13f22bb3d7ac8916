package io.exhibit.intake;

import java.util.Map;

/** What became of a document: the reader that understood it (name and version) and what it counted. */
public record Interpreted(String reader, Map<String, Object> counts) implements Reading {}
