package io.exhibit.controls;

import java.util.List;
import java.util.Set;

/** Which way a parameter is stricter, which ones no decision changes, and which may not be above which. */
record ParameterRules(Set<String> moreIsStricter, Set<String> notChanged, List<List<String>> atMost) {

    boolean changes(String name) {
        return !notChanged.contains(name);
    }

    boolean isLaxer(String name, long value, long than) {
        return moreIsStricter.contains(name) ? value < than : value > than;
    }

    /** The one of the two that asks for more. */
    long stricter(String name, long one, long other) {
        return isLaxer(name, one, other) ? other : one;
    }
}
