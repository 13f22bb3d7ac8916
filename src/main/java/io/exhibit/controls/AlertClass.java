package io.exhibit.controls;

/** A kind of runtime alert in our own vocabulary: id such as RT-SHELL, a short name and what it means. */
public record AlertClass(String id, String name, String meaning) {}
