package io.exhibit.controls;

/** Whether a text holds. A withdrawn one is kept to be read and is never evaluated. */
public enum Standing {
    OPERATIVE,
    WITHDRAWN
}
