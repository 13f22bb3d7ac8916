package io.exhibit.packs;

import static io.exhibit.packs.Column.Kind.DIGEST;
import static io.exhibit.packs.Column.Kind.KEY;
import static io.exhibit.packs.Column.Kind.NUMBER;
import static io.exhibit.packs.Column.Kind.STATE;
import static io.exhibit.packs.Column.Kind.STRONG;
import static io.exhibit.packs.Column.Kind.TEXT;
import static io.exhibit.packs.Column.Kind.TIME;

import java.util.List;

/** Every runtime alert of a pack, with who dealt with it and the document it came in. */
final class AlertRegister {

    static final String NAME = "alerts";

    static final String LISTED = """
            WITH listed AS (
                SELECT a.id, a.recorded_at, a.submission_id
                  FROM alerts.pub_alert a
                 WHERE a.entry_index < :ledgerSize AND a.recorded_at <= :asOf
                   AND a.recorded_at >= :from AND a.recorded_at < :to
                   AND (:scope = 'all' OR a.system_id IN (SELECT i.system_id FROM estate.pub_system_in(:scope, :judgedAt, :asOf) AS i))
            )
            """;

    private static final String QUERY = LISTED + """
            SELECT a.id AS alert_id, a.occurred_at, a.recorded_at, a.sensor, a.source, a.rule, a.priority, a.class,
                   a.hostname, a.cluster, a.namespace, a.pod, a.container,
                   concat_ws('/', nullif(a.cluster, ''), nullif(a.namespace, ''), nullif(a.pod, '')) AS place,
                   a.image_repository, a.image_tag, a.image_digest, a.process, a.user_name, s.code AS system,
                   array_to_string(a.tags, ' ') AS tags, a.output,
                   CASE WHEN a.acknowledged_at <= :asOf THEN a.acknowledged_at END AS acknowledged_at,
                   CASE WHEN a.acknowledged_at <= :asOf THEN a.acknowledged_by END AS acknowledged_by,
                   CASE WHEN a.closed_at <= :asOf THEN a.closed_at END AS closed_at,
                   CASE WHEN a.closed_at <= :asOf THEN a.closed_by END AS closed_by,
                   CASE WHEN a.closed_at <= :asOf THEN a.disposition END AS disposition,
                   CASE WHEN a.closed_at <= :asOf THEN a.reason END AS reason,
                   CASE WHEN a.closed_at <= :asOf THEN 'CLOSED'
                        WHEN a.acknowledged_at <= :asOf THEN 'TAKEN_UP'
                        ELSE 'OPEN' END AS handling,
                   encode(b.sha256, 'hex') AS received_in_sha256, a.position
              FROM listed l
              JOIN alerts.pub_alert a ON a.id = l.id AND a.recorded_at = l.recorded_at
              JOIN intake.pub_submission b ON b.id = a.submission_id
              LEFT JOIN estate.pub_system s ON s.id = a.system_id
             ORDER BY a.id
            """;

    private static final List<Column> COLUMNS = List.of(
            new Column("alert_id", KEY, "Id of the alert."),
            new Column("occurred_at", TIME, "When it happened, by the sensor's clock; empty: it gave no time.")
                    .printed("Occurred", 1.0),
            new Column("recorded_at", TIME, "When it was recorded here."),
            new Column("sensor", TEXT, "Kind of sensor."),
            new Column("source", TEXT, "What the sensor watched, such as syscall."),
            new Column("priority", STRONG, "Priority the sensor gave.").printed("Priority", 0.85),
            new Column("rule", TEXT, "Rule of the sensor that fired.").printed("Rule", 1.5),
            new Column("class", TEXT, "Our class of the rule; empty: no mapping knows it."),
            new Column("hostname", TEXT, "Node, where given."),
            new Column("cluster", TEXT, "Cluster, where given."),
            new Column("namespace", TEXT, "Namespace, where given."),
            new Column("pod", TEXT, "Pod, where given."),
            new Column("container", TEXT, "Container, where given."),
            new Column("place", TEXT, "Cluster, namespace and pod together.").printed("Where", 1.7, "not said"),
            new Column("image_repository", TEXT, "Image, where given."),
            new Column("image_tag", TEXT, "Its tag."),
            new Column("image_digest", TEXT, "Its digest."),
            new Column("process", TEXT, "Process, where given."),
            new Column("user_name", TEXT, "User inside the container, where given."),
            new Column("system", TEXT, "Code of the regulated system; empty: not attributed.")
                    .printed("System", 1.1, "none"),
            new Column("tags", TEXT, "Tags the sensor gave."),
            new Column("output", TEXT, "The sensor's message.").printed("Message", 4.8, ""),
            new Column("handling", STATE, "How it stood at as-of: open, taken up or closed.").printed("Handling", 0.75),
            new Column("acknowledged_at", TIME, "When somebody took it up; empty: nobody had by as-of."),
            new Column("acknowledged_by", TEXT, "Who took it up."),
            new Column("closed_at", TIME, "When it was closed; empty: it was not by as-of."),
            new Column("closed_by", TEXT, "Who closed it."),
            new Column("disposition", TEXT, "What it turned out to be.").printed("Disposition", 0.95, "none"),
            new Column("reason", TEXT, "Why it was closed so."),
            new Column("received_in_sha256", DIGEST, "SHA-256 of the document it came in."),
            new Column("position", NUMBER, "Its place in that document, from 0."));

    private static final String KEYS = LISTED + """
            SELECT l.id AS alert_id FROM listed l ORDER BY l.id
            """;

    private AlertRegister() {}

    /** Its keys alone, where a check was asked about another scope than the pack. */
    static Register keys(Frame frame) {
        return CrosscheckRegisters.keys(NAME, KEYS, List.of("alert_id"), List.of(), frame.parameters());
    }

    static Register in(Frame frame) {
        return new Register(
                NAME,
                new Register.Definition(
                        "Alerts",
                        "Every event that runtime sensors reported, and who dealt with it.",
                        "one runtime event",
                        "Exhibit, derived from the event documents listed in sources.csv",
                        "Received in the period, whenever it occurred by the sensor's clock. Handling is as known at as-of.",
                        QUERY),
                List.of("alert_id"),
                COLUMNS,
                frame.parameters());
    }
}
