package io.exhibit.findings;

/** SVG that this module's own pen drew, with every text escaped; nobody else can make one, so a page may trust it. */
public final class Drawing {

    private final String markup;

    Drawing(String markup) {
        this.markup = markup;
    }

    public String markup() {
        return markup;
    }

    @Override
    public String toString() {
        return markup;
    }
}
