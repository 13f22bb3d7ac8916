package io.exhibit.controls;

/** A check that controls name: what it asks, and what has to be received or recorded before it can be evaluated. */
public record CheckDefinition(String id, String name, String question, String needs) {}
