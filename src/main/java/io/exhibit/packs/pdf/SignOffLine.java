package io.exhibit.packs.pdf;

/** A line of the table of those who signed: their part, who they are, what they stand by, and when. */
public record SignOffLine(String part, String who, String statement, String when) {}
