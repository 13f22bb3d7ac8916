package io.exhibit.estate;

import io.exhibit.kernel.AsOf;

/**
 * How a query asks for systems and targets: as they are now, or as they were at the time of the question, as it is known then or later: whose
 * a target is as known by then, name and owner of a system as of the day itself.
 */
public final class ScopeAt {

    private static final String OWNED_THEN = """
            (SELECT target.id, target.kind, target.name, own.system_id, target.first_seen_at, target.disputed_at
               FROM estate.pub_target target
               JOIN estate.pub_target_at({known}) own ON own.target_id = target.id)""";

    private static final String SYSTEM_NOW = "LEFT JOIN estate.pub_system system ON system.id = target.system_id";

    private static final String SYSTEM_THEN = """
            LEFT JOIN estate.pub_target_at({known}) own ON own.target_id = target.id
            LEFT JOIN estate.pub_system_at({time}) system ON system.id = own.system_id""";

    private ScopeAt() {}

    /** Of a query whose time is :at. */
    public static String fill(String sql, boolean now) {
        return fill(sql, now, ":at");
    }

    /** Of a query whose time is :at, as known at :known. */
    public static String fill(String sql, AsOf asOf) {
        return fill(sql, asOf.isNow(), ":at", asOf.isKnownLater() ? ":known" : ":at");
    }

    /** Fills in the targets and systems of :scope, targets with their system, and for a target the system that it belongs to. */
    public static String fill(String sql, boolean now, String time) {
        return fill(sql, now, time, time);
    }

    private static String fill(String sql, boolean now, String time, String known) {
        String then = now ? "" : ", {time}, {known}";
        return sql.replace("{targets}", "estate.pub_target_in(:scope" + then + ")")
                .replace("{systems}", "estate.pub_system_in(:scope" + then + ")")
                .replace("{systems of PCI DSS}", "estate.pub_system_in('tag:pci'" + then + ")")
                .replace("{owned targets}", now ? "estate.pub_target" : OWNED_THEN)
                .replace("{system}", now ? SYSTEM_NOW : SYSTEM_THEN)
                .replace("{time}", time)
                .replace("{known}", known);
    }
}
