package io.exhibit.assessment;

import org.springframework.stereotype.Component;

/**
 * C25: was the scope of every system confirmed in time on every day, and again when more came to belong to it? Of the period it asks about
 * the days on which the system was entered and not retired.
 */
@Component
class ScopeConfirmation extends Check {

    private static final String DELTA = "scope_delta_days";

    // Whatever was in the scope at any time of the period, taken out since or not.
    private static final String SYSTEMS = """
            SELECT s.id, s.code, s.name, s.in_pci_scope, b.created_at, greatest(b.created_at, :from) AS since,
                   least(b.retired_at, :judged_at) AS until
              FROM estate.pub_system_in(:scope, :from, :as_of) i
              JOIN estate.pub_system_judged(:from, :as_of) s ON s.id = i.system_id
              JOIN estate.pub_system b ON b.id = s.id
             WHERE b.created_at < :judged_at AND (b.retired_at IS NULL OR b.retired_at > :from)
            """;

    // Each confirmation, for how long it counts, and when the next one came.
    private static final String POPULATION = """
            WITH asked AS MATERIALIZED (""" + SYSTEMS + """
            ), confirmed AS MATERIALIZED (
                SELECT y.id, y.since, y.until, c.*,
                       c.confirmed_at + CASE WHEN c.service_provider AND c.in_pci_scope
                                             THEN :scope_confirm_days_provider ELSE :scope_confirm_days END * interval '1 day' AS due_at,
                       lead(c.confirmed_at) OVER (PARTITION BY c.system_id ORDER BY c.confirmed_at) AS next_at
                  FROM asked y
                  JOIN estate.pub_scope_confirmation c ON c.system_id = y.id AND c.confirmed_at <= :judged_at
            ), summed AS (
                SELECT c.id, min(c.confirmed_at) AS first_at, max(c.confirmed_at) AS last_at, max(c.due_at) FILTER (WHERE c.next_at IS NULL) AS due_at,
                       bool_and(c.by_person) FILTER (WHERE c.next_at IS NULL OR c.next_at > c.since) AS by_person,
                       bool_and(c.pci_asked) FILTER (WHERE c.next_at IS NULL) AS pci_asked
                  FROM confirmed c
                 GROUP BY c.id
            ), overdue AS (
                SELECT DISTINCT ON (c.id) c.id, c.confirmed_at, c.due_at, c.next_at
                  FROM confirmed c
                 WHERE greatest(c.due_at, c.since) < least(c.next_at, c.until)
                 ORDER BY c.id, c.next_at DESC NULLS FIRST
            ), grown AS (
                SELECT t.system_id AS id
                  FROM estate.pub_target_since(:as_of) t
                  JOIN summed u ON u.id = t.system_id
                 WHERE t.since > u.last_at AND t.since < :judged_at - :scope_delta_days * interval '1 day'
                 GROUP BY t.system_id
            )
            SELECT y.code AS key, y.name AS label, y.code AS about, y.code AS system, 'SYSTEM' AS kind, y.id AS subject,
                   coalesce(o.confirmed_at, u.last_at) AS starts_at, coalesce(o.due_at, u.due_at) AS due_at, o.next_at AS done_at,
                   CASE WHEN u.id IS NULL AND :profile = 'PCI'
                        THEN 'INSUFFICIENT never confirmed, so possibly in the scope of PCI DSS'
                        WHEN u.id IS NULL THEN 'VIOLATED never confirmed'
                        WHEN :profile = 'PCI' AND NOT y.in_pci_scope AND o.id IS NOT NULL
                        THEN 'INSUFFICIENT said to be outside the scope of PCI DSS, but not confirmed to be so in time'
                        WHEN :profile = 'PCI' AND NOT y.in_pci_scope THEN 'NOT_APPLICABLE in a system outside the scope of PCI DSS'
                        WHEN o.id IS NOT NULL AND o.next_at IS NULL THEN 'VIOLATED overdue'
                        WHEN o.id IS NOT NULL THEN 'VIOLATED confirmed again only after it was overdue'
                        WHEN u.first_at > y.since
                        THEN 'INSUFFICIENT without a record of who confirmed it for the first part of the period'
                        WHEN NOT u.by_person THEN 'INSUFFICIENT confirmed, but by no person who is named'
                        WHEN :profile = 'PCI' AND NOT u.pci_asked
                        THEN 'INSUFFICIENT confirmed before it was asked what is connected and what can affect security'
                        WHEN g.id IS NOT NULL THEN 'INSUFFICIENT not confirmed again since targets were added'
                        ELSE 'SATISFIED confirmed in time on every day' END AS outcome
              FROM asked y
              LEFT JOIN summed u ON u.id = y.id
              LEFT JOIN overdue o ON o.id = y.id
              LEFT JOIN grown g ON g.id = y.id
            """;

    ScopeConfirmation() {
        super(
                "C25",
                1,
                Input.STATED,
                new Noun("system", "systems", "in scope"),
                POPULATION,
                DELTA,
                Attribution.CONFIRM,
                Attribution.CONFIRM_PROVIDER);
    }
}
