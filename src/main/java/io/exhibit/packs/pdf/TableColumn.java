package io.exhibit.packs.pdf;

/** A column of a printed table: its label, its share of the width, and how its cells look. */
public record TableColumn(String label, float share, Look look) {

    /** How the cells of a column look; STATE colours the words it knows. */
    public enum Look {
        TEXT,
        STRONG,
        MONO,
        NUMBER,
        STATE
    }

    Canvas.Style style(String cell) {
        return switch (look) {
            case TEXT -> new Canvas.Style(Face.TEXT, TableLayout.SIZE, Ink.PLAIN);
            case STRONG -> new Canvas.Style(Face.STRONG, TableLayout.SIZE, Ink.PLAIN);
            case MONO -> new Canvas.Style(Face.MONO, TableLayout.SIZE - 0.7f, Ink.PLAIN);
            case NUMBER -> new Canvas.Style(Face.TEXT, TableLayout.SIZE, Ink.PLAIN);
            case STATE -> new Canvas.Style(Face.STRONG, TableLayout.SIZE, Ink.of(cell));
        };
    }
}
