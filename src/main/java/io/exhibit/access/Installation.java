package io.exhibit.access;

/** Whose evidence this is, and whether it is only a demonstration. */
public record Installation(String entity, boolean demo) {}
