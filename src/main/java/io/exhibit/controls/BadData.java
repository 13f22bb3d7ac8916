package io.exhibit.controls;

/** A data file of the catalogue says something it must not, or leaves out what it must say. */
class BadData extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    BadData(String file, String what) {
        super(file + ": " + what);
    }
}
