package io.exhibit.packs.pdf;

/** What marks a document as a draft: a word across every page with a line below it, and a note where the names will stand. */
public record DraftMark(String word, String line, String note) {}
