package io.exhibit.packs;

/** One thing that two sealed packs tell differently, or both tell: what it is, where, and what each says of it. */
record SinceLine(SinceKind kind, String key, String subject, String about, String system, String before, String after) {

    static SinceLine note(String words) {
        return new SinceLine(SinceKind.NOTE, "", words, "", "", "", "");
    }

    static SinceLine of(SinceKind kind, String subject, String about, String before, String after) {
        return new SinceLine(kind, subject, subject, about, "", before, after);
    }
}
