package io.exhibit.packs.pdf;

/** What stands at the head and foot of every page; mark is printed across the top edge, empty for none. */
public record HeadTexts(String headLeft, String headRight, String footLeft, String mark) {}
