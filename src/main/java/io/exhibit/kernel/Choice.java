package io.exhibit.kernel;

/** An entry of a list to choose from: what is sent, and what is read. */
public record Choice(String value, String name) {}
