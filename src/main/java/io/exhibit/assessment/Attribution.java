package io.exhibit.assessment;

/** Whether it is known whose an item is: without a system whose scope was confirmed in time, nothing about it is green. */
final class Attribution {

    /** The parameter that {@link #GAP} uses. */
    static final String CONFIRM = "scope_confirm_days";

    /** SQL: a phrase when too little is known, else null; for a system aliased s that may be absent. */
    static final String GAP = """
            CASE WHEN s.id IS NULL THEN 'that belong to no system'
                 WHEN s.scope_confirmed_at IS NULL OR s.scope_confirmed_at > :as_of
                      OR s.scope_confirmed_at < :judged_at - :scope_confirm_days * interval '1 day'
                 THEN 'in a system whose scope was not confirmed in time' END
            """;

    private Attribution() {}
}
