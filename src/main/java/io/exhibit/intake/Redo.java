package io.exhibit.intake;

import io.exhibit.ledger.Decision;
import java.util.Set;

/**
 * Does again what decisions of some kinds did to tables that are made from the ledger, in its order, when those tables are made anew.
 * Whoever makes such a decision takes {@link Turn} first, so that it finds read what came before it, then and now.
 */
public interface Redo {

    /** The kinds of ledger entries that it does again. */
    Set<String> kinds();

    /** Does it, in the caller's transaction; the decision was checked when it was made. */
    void redo(Decision decision);
}
