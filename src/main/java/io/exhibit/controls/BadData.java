package io.exhibit.controls;

/** A data file of the catalogue says something it must not, or leaves out what it must say. */
class BadData extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final String where;

    BadData(String where, String what) {
        super(where + ": " + what);
        this.where = where;
    }

    /** The file, and the code of the control in it where it is about one. */
    String where() {
        return where;
    }
}
