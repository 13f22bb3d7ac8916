package io.exhibit.assessment;

/**
 * Whose an item is, as far as is known: without a system whose scope was confirmed in time, by the day that is judged, nothing about it
 * is green. The system is that of estate.pub_system_judged.
 */
final class Attribution {

    /** The parameters that the fragments use. */
    static final String CONFIRM = "scope_confirm_days";

    static final String CONFIRM_PROVIDER = "scope_confirm_days_provider";

    /** SQL: whether nobody confirmed the scope of a system s in time. A service provider has less of it for what is in the scope of PCI DSS. */
    static final String UNCONFIRMED = """
            (s.scope_confirmed_at IS NULL
             OR s.scope_confirmed_at < :judged_at - CASE WHEN s.service_provider AND s.in_pci_scope
                                                         THEN :scope_confirm_days_provider ELSE :scope_confirm_days END * interval '1 day')
            """;

    /** SQL: a phrase when too little is known, else null; for a system aliased s that may be absent. */
    static final String GAP = """
            CASE WHEN s.id IS NULL THEN 'without a system'
                 WHEN
            """ + UNCONFIRMED + """
                 THEN 'in a system whose scope was not confirmed in time' END
            """;

    /**
     * SQL: the outcome of what PCI DSS does not ask about, as far as that is certain; null for what is to be judged. A system
     * outside its scope (not in the cardholder data environment, nor connected to it, nor able to affect its security) cannot
     * violate it, and one that may be inside cannot be shown to.
     */
    static final String ASIDE = """
            CASE WHEN :profile = 'PCI' AND s.in_pci_scope IS NOT TRUE
                 THEN coalesce('INSUFFICIENT ' || (""" + GAP + """
                      ), 'NOT_APPLICABLE in a system outside the scope of PCI DSS') END
            """;

    private Attribution() {}
}
