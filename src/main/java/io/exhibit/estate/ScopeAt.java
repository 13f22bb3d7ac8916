package io.exhibit.estate;

/** How a query asks for systems and targets: as they are now, or as they were at the time of the question. */
public final class ScopeAt {

    private static final String OWNED_THEN = """
            (SELECT target.id, target.kind, target.name, own.system_id, target.first_seen_at, target.disputed_at
               FROM estate.pub_target target
               JOIN estate.pub_target_at({time}) own ON own.target_id = target.id)""";

    private static final String SYSTEM_NOW = "LEFT JOIN estate.pub_system system ON system.id = target.system_id";

    private static final String SYSTEM_THEN = """
            LEFT JOIN estate.pub_target_at({time}) own ON own.target_id = target.id
            LEFT JOIN estate.pub_system_at({time}) system ON system.id = own.system_id""";

    private ScopeAt() {}

    /** Of a query whose time is :at. */
    public static String fill(String sql, boolean now) {
        return fill(sql, now, ":at");
    }

    /** Fills in the targets and systems of :scope, targets with their system, and for a target the system that it belongs to. */
    public static String fill(String sql, boolean now, String time) {
        String then = now ? "" : ", {time}, {time}";
        return sql.replace("{targets}", "estate.pub_target_in(:scope" + then + ")")
                .replace("{systems}", "estate.pub_system_in(:scope" + then + ")")
                .replace("{systems of PCI DSS}", "estate.pub_system_in('tag:pci'" + then + ")")
                .replace("{owned targets}", now ? "estate.pub_target" : OWNED_THEN)
                .replace("{system}", now ? SYSTEM_NOW : SYSTEM_THEN)
                .replace("{time}", time);
    }
}
