package io.exhibit.estate;

/** A package inside an image; empty strings where the document did not say. */
public record Component(String name, String version, String purl, String location) {}
