package io.exhibit.demo;

import io.exhibit.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the schedule of the half year out of the scenario; the same beginning gives the same schedule, whenever it is made. */
@Component
@OnDemo
class Play {

    private final Scenario scenario;
    private final Material material;
    private final Director director;
    private final Acceptances acceptances;
    private final VendorDesk vendors;
    private final SignatureDesk signatures;
    private final OtherVoices others;

    Play(
            Scenario scenario,
            Material material,
            Director director,
            Acceptances acceptances,
            VendorDesk vendors,
            SignatureDesk signatures,
            OtherVoices others) {
        this.signatures = signatures;
        this.acceptances = acceptances;
        this.vendors = vendors;
        this.others = others;
        this.scenario = scenario;
        this.material = material;
        this.director = director;
    }

    Schedule schedule(Instant beginning, Instant end, Door door) {
        Schedule schedule = new Schedule(end);
        Instant start = beginning.plus(scenario.lead()).plusSeconds(60);
        Instant midnight = start.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        decisions(schedule, beginning.plusSeconds(60), start, midnight);
        vendors.schedule(schedule, start, midnight);
        signatures.schedule(schedule, midnight, door);
        reference(schedule, midnight, door);
        acceptances.schedule(schedule, midnight);
        for (Scenario.Line line : scenario.lines()) {
            scans(schedule, line, midnight, door);
        }
        for (Scenario.Second second : scenario.seconds()) {
            secondScans(schedule, second, midnight, door);
        }
        for (Scenario.Cut cut : scenario.cut()) {
            breakOff(schedule, cut, midnight, door);
        }
        for (Scenario.Cluster cluster : scenario.clusters()) {
            snapshots(schedule, cluster, midnight, door);
        }
        others.schedule(schedule, midnight, door);
        Map<String, JsonNode> rules = material.rules();
        for (Scenario.Incident incident : scenario.alerts()) {
            JsonNode rule = Objects.requireNonNull(rules.get(incident.rule()), incident.rule());
            for (int day : incident.allDays()) {
                happen(schedule, new Event(incident, rule, scenario.line(incident.line()), day), midnight, door);
            }
        }
        return schedule;
    }

    private record Event(Scenario.Incident incident, JsonNode rule, Scenario.Line line, int day) {

        /** Digits that look random and are the same every time. */
        String seed() {
            return Sha256.of((incident.rule() + "|" + incident.line() + "|" + incident.fields() + "|" + day)
                            .getBytes(StandardCharsets.UTF_8))
                    .hex();
        }

        /** Some time of the day. */
        Duration time() {
            return Duration.ofSeconds(Integer.parseInt(seed().substring(30, 36), 16) % 86_400);
        }
    }

    private void decisions(Schedule schedule, Instant early, Instant start, Instant midnight) {
        for (Scenario.Owned system : scenario.systems()) {
            Instant at = system.early() ? early : start;
            schedule.add(at, "system " + system.code(), then -> director.enter(system, midnight));
            for (Scenario.Rule rule : system.rules()) {
                schedule.add(at, "rule " + rule.pattern(), then -> director.addRule(system, rule));
            }
        }
        for (Scenario.Approval policy : scenario.policies()) {
            schedule.add(start.plus(Duration.ofDays(policy.day())), "policy " + policy.version(), then -> {
                director.approve(policy);
                director.rankByWhatChanged();
            });
        }
    }

    /** The bank begins to load others' catalogues some day. */
    private void reference(Schedule schedule, Instant midnight, Door door) {
        Instant from = midnight.plus(Duration.ofDays(scenario.exploitedFrom()));
        schedule.add(from.plus(Duration.ofHours(15)), "known exploited vulnerabilities", then -> {
            door.load("/api/v1/reference/kev", material.knownExploited());
            director.rankByWhatChanged();
        });
        for (String product : List.of("alpine-linux", "debian")) {
            schedule.add(
                    from.plus(Duration.ofHours(16)),
                    "ends of support of " + product,
                    then -> door.load("/api/v1/reference/endoflife?product=" + product, material.endOfLife(product)));
        }
    }

    private void secondScans(Schedule schedule, Scenario.Second second, Instant midnight, Door door) {
        Scenario.Line line = scenario.line(second.line());
        ObjectNode source = material.scan(second.document());
        Integer until = second.until();
        int end = until == null ? (int) scenario.past().toDays() : until;
        IntStream.iterate(second.first(), day -> day < end, day -> day + second.every())
                .forEach(day -> schedule.add(
                        midnight.plus(Duration.ofDays(day)).plus(hour(line)).plusSeconds(240),
                        "second scan of " + line.name() + " on day " + day,
                        at -> door.post(
                                "/api/v1/scans",
                                said(line, day),
                                new SecondDraft(second, source, day).bytes(ImageBuild.of(line, day), at, midnight),
                                "INTERPRETED")));
    }

    private Duration hour(Scenario.Line line) {
        return Duration.ofMinutes(130 + 11L * scenario.lines().indexOf(line));
    }

    private void scans(Schedule schedule, Scenario.Line line, Instant midnight, Door door) {
        Duration hour = hour(line);
        for (int day : scanDays(line)) {
            schedule.add(
                    midnight.plus(Duration.ofDays(day)).plus(hour),
                    "scan of " + line.name() + " on day " + day,
                    at -> door.post("/api/v1/scans", said(line, day), document(line, day, at), "INTERPRETED"));
        }
    }

    /** Regularly, and whenever there is a new build. */
    private Set<Integer> scanDays(Scenario.Line line) {
        TreeSet<Integer> days = new TreeSet<>();
        int last = (int) scenario.past().toDays();
        IntStream.iterate(line.first(), day -> day < last, day -> day + line.every())
                .forEach(days::add);
        ImageBuild.changes(line).forEach(days::add);
        return days;
    }

    static Map<String, String> said(Scenario.Line line, int day) {
        Map<String, String> said = new TreeMap<>(line.place());
        said.put("build", line.version() + "-" + ImageBuild.of(line, day).day());
        return said;
    }

    private byte[] document(Scenario.Line line, int day, Instant at) {
        ObjectNode source = material.scan(line.document());
        Instant builtAt =
                at.minus(Duration.ofDays(day - ImageBuild.of(line, day).day())).minus(Duration.ofHours(1));
        return new ScanDraft(line, source, day).bytes(at, builtAt);
    }

    private void breakOff(Schedule schedule, Scenario.Cut cut, Instant midnight, Door door) {
        Scenario.Line line = scenario.line(cut.line());
        Instant wanted = midnight.plus(Duration.ofDays(cut.day())).plus(Duration.ofHours(1));
        schedule.add(wanted, "broken scan of " + line.name(), at -> {
            byte[] whole = document(line, cut.day(), at);
            byte[] part = Arrays.copyOf(whole, whole.length * 3 / 5);
            door.post("/api/v1/scans", said(line, cut.day()), part, "QUARANTINED");
        });
    }

    /** Once a week, and every day in the end. */
    private void snapshots(Schedule schedule, Scenario.Cluster cluster, Instant midnight, Door door) {
        List<Scenario.Line> images = scenario.lines().stream()
                .filter(line -> cluster.lines().equals(line.place().get("cluster"))
                        && ScanDraft.isImage(material.scan(line.document())))
                .toList();
        int last = (int) scenario.past().toDays();
        Integer until = cluster.until();
        int end = until == null ? last : until;
        IntStream.range(0, end)
                .filter(day -> day % 7 == 6 || day > last - 7)
                .forEach(day -> schedule.add(
                        midnight.plus(Duration.ofDays(day)).plus(Duration.ofHours(22)),
                        "snapshot of " + cluster.name() + " on day " + day,
                        at -> door.post(
                                "/api/v1/deployments",
                                Map.of(),
                                new ClusterDraft(cluster, images, day).bytes(at),
                                "INTERPRETED")));
    }

    private void happen(Schedule schedule, Event event, Instant midnight, Door door) {
        Scenario.Incident incident = event.incident();
        Instant wanted = midnight.plus(Duration.ofDays(event.day())).plus(event.time());
        Map<String, String> cluster = Map.of("cluster", event.line().place().getOrDefault("cluster", ""));
        EventDraft draft = new EventDraft(
                event.rule(), incident, event.line(), ImageBuild.of(event.line(), event.day()), event.seed());
        String host = "node-" + (Integer.parseInt(event.seed().substring(40, 42), 16) % 6 + 1) + ".meridian.example";
        Instant alert = schedule.add(
                wanted,
                incident.rule() + " on day " + event.day(),
                at -> door.post("/api/v1/events", cluster, draft.bytes(at, host), "INTERPRETED"));
        Scenario.Handling handling = incident.handling();
        if (handling != null) {
            schedule.add(alert.plus(handling.taken()), "taking of an alert", at -> director.take(alert));
            if (handling.closed() != null) {
                schedule.add(
                        alert.plus(handling.closed()), "closing of an alert", at -> director.close(alert, handling));
            }
        }
    }
}
