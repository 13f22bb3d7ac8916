package io.exhibit.packs;

/** Why a draft cannot be sealed, and what to do; gate is the number that our reference material gives the reason. */
record Blocker(String gate, String words, String remedy) {}
