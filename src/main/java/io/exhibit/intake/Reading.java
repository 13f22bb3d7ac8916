package io.exhibit.intake;

/** What reading a document came to. */
public sealed interface Reading permits Interpreted, Unreadable {}
