package io.exhibit;

import static org.awaitility.Awaitility.await;

import io.exhibit.access.Role;
import io.exhibit.estate.DocumentEntry;
import io.exhibit.estate.DocumentKind;
import io.exhibit.estate.Exposure;
import io.exhibit.estate.Narrowings;
import io.exhibit.estate.PciReasons;
import io.exhibit.estate.Register;
import io.exhibit.estate.Relationship;
import io.exhibit.estate.ScopeTags;
import io.exhibit.estate.SystemSupport;
import io.exhibit.estate.VendorDocuments;
import io.exhibit.estate.VendorEntry;
import io.exhibit.estate.VendorRegister;
import io.exhibit.findings.ExceptionPlace;
import io.exhibit.findings.ExceptionRegister;
import io.exhibit.findings.ExceptionRequest;
import io.exhibit.findings.ExceptionTerms;
import io.exhibit.findings.Policies;
import io.exhibit.findings.PolicyDraft;
import io.exhibit.findings.PolicyDrafts;
import io.exhibit.findings.Signatory;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Severity;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Spool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What may happen to a bank, at random from a seed: reports of images that change, in any order, twice, broken; alerts; what clusters run; what others
 * say of vulnerabilities; and people who decide between. Nothing waits for what came before to be read.
 */
final class RandomHistory {

    private static final Actor OFFICER =
            new Actor(Actor.Kind.PERSON, UUID.fromString("0192f0a4-7b1e-7c55-8000-0c0ffee0c0de"), "Mara", "test");

    private static final Actor ANOTHER =
            new Actor(Actor.Kind.PERSON, UUID.fromString("0192f0a4-7b1e-7c55-8000-0c0ffee0c0df"), "Tomasz", "test");

    /** Proposals by system that no history on this database decided about yet: all histories have the same systems. */
    private static final Map<String, Long> WAITING = new TreeMap<>();

    /** The versions of policies that the officer may approve; the last is the ranking that looks further than the severity. */
    private static final List<Integer> APPROVED = List.of(1, 2, 4);

    private static final List<Exposure> EXPOSURES = List.of(Exposure.INTERNET, Exposure.INTERNAL, Exposure.UNKNOWN);

    private static final List<String> SEVERITIES = List.of("CRITICAL", "HIGH", "MEDIUM", "LOW", "UNKNOWN");

    private final Random random;
    private final Random labels;
    private final Random scanners;
    private final Random hints;
    private final Random drafting;
    private final Random narrowing;
    private final Api api;
    private final Register register;
    private final Policies policies;
    private final ExceptionRegister exceptions;
    private final VendorRegister vendors;
    private final VendorDocuments documents;
    private final List<UUID> asked = new ArrayList<>();
    private final List<Long> filed = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();
    private final String stream;
    private final List<String> skipped = new ArrayList<>();
    private @Nullable PolicyDrafts drafts;
    private @Nullable Narrowings narrowings;
    private int number;
    private int epoch = 1;

    RandomHistory(
            long seed,
            Api api,
            Register register,
            Policies policies,
            ExceptionRegister exceptions,
            VendorRegister vendors,
            VendorDocuments documents) {
        this.exceptions = exceptions;
        this.vendors = vendors;
        this.documents = documents;
        this.random = new Random(seed);
        this.labels = new Random(~seed);
        this.scanners = new Random(seed + 1_000_003);
        this.hints = new Random(seed + 1);
        this.drafting = new Random(seed + 2_000_003);
        this.narrowing = new Random(seed + 3_000_017);
        this.api = api;
        this.register = register;
        this.policies = policies;
        this.stream = "history-" + seed;
    }

    /** From now on people make versions of policies of their own too. */
    RandomHistory drafting(PolicyDrafts those) {
        this.drafts = those;
        return this;
    }

    /** From now on another person decides about what takes systems out of scope. */
    RandomHistory agreeing(Narrowings those) {
        this.narrowings = those;
        return this;
    }

    /** Numbered is null, or epoch and number with a blank between. */
    private record Sent(String door, String body, @Nullable String numbered) {}

    /** Lets so many things happen; every answer to a machine is 200 or 202. */
    void go(int steps) {
        for (int step = 0; step < steps; step++) {
            switch (random.nextInt(26)) {
                case 0 -> repeat();
                case 1 -> send("/api/v1/scans", "{\"SchemaVersion\":2,\"Results\":[" + random.nextInt());
                case 2 -> {
                    decideAboutSystems();
                    enterSystem();
                }
                case 3 -> addRule();
                case 4 -> approve();
                case 5, 6, 7, 8 -> send("/api/v1/events", events());
                case 9 -> send("/api/v1/events", "{\"rule\": " + random.nextInt());
                case 10, 11, 12 -> {
                    send(cluster(), snapshot());
                    send(new Sent("/api/v1/deployments?cluster=cluster-" + hints.nextInt(2), hint(), null));
                }
                case 13, 14, 15 -> askForException();
                case 16, 17, 18 -> decideAboutException();
                case 19 -> decideAboutVendor();
                case 20 -> load();
                default -> scan();
            }
        }
    }

    /** Whatever came before: of two numbers that are skipped now, each in a row of its own, one comes after all. */
    void leaveAGapAndCloseAnother() {
        epoch++;
        for (String sequence : List.of("1", "3", "5", "4")) {
            send(new Sent("/api/v1/events", events(), epoch + " " + sequence));
        }
        number = 5;
        skipped.clear();
    }

    private void send(String door, String body) {
        send(new Sent(door, body, random.nextInt(3) == 0 ? number() : null));
    }

    /** The next number, or a later one, or one that was skipped; sometimes the sender begins again. */
    private String number() {
        if (!skipped.isEmpty() && random.nextInt(3) == 0) {
            return epoch + " " + skipped.remove(random.nextInt(skipped.size()));
        }
        if (random.nextInt(12) == 0) {
            epoch++;
            number = 0;
            skipped.clear();
        }
        number++;
        while (random.nextInt(4) == 0) {
            skipped.add(String.valueOf(number++));
        }
        return epoch + " " + number;
    }

    private void send(Sent one) {
        sent.add(one);
        HttpRequest.Builder request = api.request(one.door())
                .header("Content-Type", "application/json")
                .POST(bytes(one.body()));
        if (one.numbered() != null) {
            String[] numbers = one.numbered().split(" ", 2);
            request.header("Stream-Id", stream)
                    .header("Stream-Epoch", numbers[0])
                    .header("Stream-Sequence", numbers[1]);
        }
        // Many histories are more than one token may send in so short a time: told to come again, a sender comes again.
        int status = await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofSeconds(1))
                .atMost(Duration.ofMinutes(2))
                .until(() -> api.send(request).status(), answer -> answer != 429);
        if (status != 200 && status != 202) {
            throw new AssertionError(one.door() + " answered " + status);
        }
    }

    private static HttpRequest.BodyPublisher bytes(String text) {
        return HttpRequest.BodyPublishers.ofByteArray(text.getBytes(StandardCharsets.UTF_8));
    }

    private void repeat() {
        if (!sent.isEmpty()) {
            Sent again = sent.get(random.nextInt(sent.size()));
            for (int times = random.nextInt(1, 5); times > 0; times--) {
                send(again);
            }
        }
    }

    private String system() {
        return "system-" + random.nextInt(3);
    }

    private void enterSystem() {
        ScopeTags tags = new ScopeTags(
                random.nextInt(3) == 0,
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean());
        Exposure exposure = EXPOSURES.get(random.nextInt(3));
        SystemSupport support = random.nextBoolean()
                ? SystemSupport.NOT_STATED
                : new SystemSupport(LocalDate.of(2027, 6, 30), "the contract");
        String code = system();
        Register.Entry entry = new Register.Entry(
                "A system",
                "Owner " + random.nextInt(9),
                "",
                "",
                tags,
                exposure,
                new PciReasons("", "calls it", "signs people in"),
                "Entity " + random.nextInt(2),
                support,
                "its card data went to the vault");
        try {
            register.enter(code, entry, OFFICER).ifPresent(proposal -> decide(code, proposal));
        } catch (InvalidRequest refused) {
            // Less is proposed already, and nobody has decided about it: then nothing was decided.
        }
    }

    /** Another person agrees that a system count for less, or not, or nobody decides. */
    private void decide(String code, long proposal) {
        if (narrowings == null) {
            return;
        }
        switch (narrowing.nextInt(4)) {
            case 0 -> narrowings.refuse(code, proposal, "It still holds some.", OFFICER);
            case 1 -> WAITING.put(code, proposal);
            default -> narrowings.approve(code, proposal, "", ANOTHER);
        }
    }

    /** What waited until now is agreed to, but for the last. */
    private void decideAboutSystems() {
        if (narrowings != null && WAITING.size() > 1) {
            String code = WAITING.keySet().iterator().next();
            long proposal = Objects.requireNonNull(WAITING.remove(code));
            try {
                narrowings.approve(code, proposal, "", ANOTHER);
            } catch (InvalidRequest refused) {
                narrowings.refuse(code, proposal, "Stated anew.", ANOTHER);
            }
        }
    }

    private void addRule() {
        boolean namespace = random.nextBoolean();
        String pattern = namespace ? "ns-" + random.nextInt(3) : "registry.example/app-" + random.nextInt(4) + "*";
        String code = system();
        try {
            if (labels.nextBoolean()) {
                String label = label().replace("\"", "").replace(':', '=');
                register.addRule(code, "LABEL", labels.nextBoolean() ? "cluster-0" : "", label, OFFICER);
            } else {
                register.addRule(code, namespace ? "NAMESPACE" : "IMAGE", "", pattern, OFFICER);
            }
        } catch (InvalidRequest | io.exhibit.kernel.NotFound refused) {
            // There is such a rule, or no such system yet: then nothing was decided.
        }
    }

    private String label() {
        return labels.nextBoolean()
                ? "\"team\":\"" + labels.nextInt(3) + "\""
                : "\"part\":\"" + labels.nextInt(2) + "\"";
    }

    private void decideAboutVendor() {
        String code = "vendor-" + random.nextInt(3);
        try {
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    vendors.add(code, vendor(), OFFICER);
                    fileDocument(code);
                }
                case 2 -> vendors.change(code, vendor(), OFFICER);
                case 3 -> fileDocument(code);
                default ->
                    vendors.addRule(
                            random.nextInt(3) == 0 ? null : code,
                            "registry.example/app-" + random.nextInt(4) + "*".repeat(random.nextInt(3)),
                            OFFICER);
            }
        } catch (InvalidRequest | io.exhibit.kernel.NotFound refused) {
            // There is such a vendor or pattern, or none: then nothing was decided.
        }
    }

    private void fileDocument(String vendor) {
        DocumentEntry said = new DocumentEntry(
                DocumentKind.OTHER,
                "Document " + random.nextInt(9),
                "",
                "Owner",
                LocalDate.of(2026, 1, random.nextInt(1, 29)),
                random.nextBoolean() ? null : LocalDate.of(2027, 1, 1),
                filed.isEmpty() || random.nextBoolean() ? null : filed.get(random.nextInt(filed.size())));
        byte[] bytes = ("document " + random.nextInt(4)).getBytes(StandardCharsets.UTF_8);
        try (Spool spool = Spool.read(new ByteArrayInputStream(bytes), bytes.length)) {
            filed.add(documents.file(vendor, said, spool, OFFICER));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private VendorEntry vendor() {
        return new VendorEntry(
                "Vendor " + random.nextInt(9),
                Relationship.COMMERCIAL,
                random.nextBoolean(),
                "Owner",
                "",
                "",
                random.nextInt(1, 60),
                random.nextBoolean() ? null : 90);
    }

    private void approve() {
        if (random.nextBoolean()) {
            try {
                policies.approve(APPROVED.get(random.nextInt(APPROVED.size())), OFFICER);
            } catch (InvalidRequest another) {
                // It is approved already, by this history or an earlier one on the same database.
            }
        }
        if (drafts != null) {
            draft(drafts, true);
            draft(drafts, false);
        }
    }

    /** Another version, approved by somebody else, by nobody, or withdrawn. */
    private void draft(PolicyDrafts those, boolean ranking) {
        PolicyDraft draft = new PolicyDraft(
                ranking ? 4 : 5,
                "Version of the bank",
                "Reason " + drafting.nextInt(9),
                ranking ? Map.of("band.CRITICAL", (80 + drafting.nextInt(15)) / 10.0 + "") : deadlines());
        int author = drafting.nextInt(3);
        int end = drafting.nextInt(6);
        try {
            int version = those.draft(draft, signatory(author));
            if (end == 0) {
                those.withdraw(version, "No longer.", signatory(author + 1));
            } else if (end > 1) {
                policies.approve(version, signatory(author + 1).actor());
            }
        } catch (InvalidRequest same) {
            // It says what is in force already: then nothing was decided.
        }
    }

    /** Other days, and sometimes fewer of them for what systems are in scope as, which they become and cease to be. */
    private Map<String, String> deadlines() {
        Map<String, String> fields = new HashMap<>(Map.of(
                "days.DORA.CRITICAL",
                drafting.nextInt(1, 15) + "",
                "days.KEV",
                drafting.nextInt(7, 30) + "",
                "vendorImages",
                drafting.nextBoolean() ? "PACKAGE" : "VENDOR_IMAGE"));
        List<String> scopes = List.of("tag:critical-function", "tag:pci", "tag:customer-data", "exposure:internet");
        for (int row = 0; row < drafting.nextInt(4); row++) {
            boolean exploited = row == 2;
            fields.putAll(Map.of(
                    "stricter." + row + ".scope",
                    scopes.get(drafting.nextInt(scopes.size())),
                    "stricter." + row + ".profile",
                    exploited ? "KEV" : row == 0 ? "PCI" : "FFIEC_OCC",
                    "stricter." + row + ".days.CRITICAL",
                    drafting.nextInt(1, 7) + "",
                    "stricter." + row + ".source",
                    "The board"));
        }
        return fields;
    }

    /** What others say of the vulnerabilities; the same day again is another edition of it. */
    private void load() {
        String day = Instant.now(Clock.systemUTC()).toString().substring(0, 10);
        if (random.nextBoolean()) {
            reference(
                    "kev",
                    "{\"catalogVersion\":\"%d\",\"dateReleased\":\"%sT00:00:00Z\",\"count\":1,\"vulnerabilities\":[{\"cveID\":\"CVE-2026-%d\",\"dateAdded\":\"2026-01-01\"}]}"
                            .formatted(random.nextInt(), day, 1000 + random.nextInt(8)));
        } else {
            reference(
                    "epss",
                    "#model_version:v1,score_date:" + day + "T00:00:00Z\ncve,epss,percentile\n"
                            + IntStream.range(1000, 1008)
                                    .mapToObj(cve -> "CVE-2026-" + cve + ",0." + random.nextInt(3) + ",0.9\n")
                                    .collect(Collectors.joining()));
        }
    }

    private void reference(String which, String body) {
        int status = api.send(api.request("/api/v1/reference/" + which).POST(bytes(body)))
                .status();
        if (status != 200) {
            throw new AssertionError(which + " answered " + status);
        }
    }

    private void askForException() {
        try {
            if (asked.isEmpty() || random.nextInt(3) > 0) {
                asked.add(exceptions.request(
                        new ExceptionRequest(
                                random.nextBoolean() ? "LOWER_RANK" : "FALSE_POSITIVE",
                                "",
                                List.of("CVE-2026-" + (1000 + random.nextInt(8))),
                                List.of(new ExceptionPlace(ExceptionPlace.Kind.SYSTEM, "", "", system())),
                                terms()),
                        signatory()));
            } else {
                exceptions.extend(asked.get(random.nextInt(asked.size())), terms(), signatory());
            }
        } catch (InvalidRequest nothingOpen) {
            // Nothing of the kind is open there yet, or it waits: then nothing was decided.
        }
    }

    private ExceptionTerms terms() {
        return new ExceptionTerms(
                "Reason " + random.nextInt(9),
                "Owner",
                "",
                "Proof",
                Severity.LOW,
                "",
                Instant.now(Clock.systemUTC()).plus(Duration.ofDays(random.nextInt(1, 29))));
    }

    private void decideAboutException() {
        if (asked.isEmpty()) {
            return;
        }
        UUID one = asked.get(random.nextInt(asked.size()));
        int term = random.nextInt(1, 3);
        try {
            switch (random.nextInt(8)) {
                case 0 -> exceptions.reject(one, term, "No.", signatory());
                case 1 -> exceptions.withdraw(one, "No longer.", signatory());
                default -> {
                    int first = random.nextInt(3);
                    exceptions.approve(one, term, "", signatory(first));
                    exceptions.approve(one, term, "Yes.", signatory(first + 1));
                }
            }
        } catch (InvalidRequest refused) {
            // Decided already, or by the same person: then nothing was decided.
        }
    }

    /** One of three officers: now and then the same one again. */
    private Signatory signatory() {
        return signatory(random.nextInt(3));
    }

    private static Signatory signatory(int n) {
        UUID id = new UUID(0x0192_f0a4_7b1e_7c55L, 0x8000_0c0f_fee0_0000L + n % 3);
        return new Signatory(new Actor(Actor.Kind.PERSON, id, "officer", "test"), Role.COMPLIANCE_OFFICER);
    }

    private String door() {
        return "/api/v1/scans?environment=" + (random.nextBoolean() ? "prod" : "test") + "&namespace=ns-"
                + random.nextInt(3) + "&workload=w-" + random.nextInt(3)
                + (random.nextInt(4) == 0 ? "&system=" + system() : "");
    }

    private String cluster() {
        return "/api/v1/deployments?cluster=cluster-" + random.nextInt(2)
                + "&observedAt=2026-10-%02dT00:00:00Z".formatted(random.nextInt(1, 29))
                + (random.nextInt(3) == 0 ? "" : "&complete=true")
                + (random.nextInt(4) == 0 ? "&system=" + system() : "");
    }

    private String snapshot() {
        return "{\"workloads\":["
                + IntStream.range(0, random.nextInt(5))
                        .mapToObj(n -> {
                            int app = random.nextInt(4);
                            return "{\"namespace\":\"ns-%d\",\"workload\":\"w-%d\",\"image\":\"registry.example/app-%d:1.0\",\"digest\":\"sha256:%064x\"%s}"
                                    .formatted(
                                            random.nextInt(3),
                                            random.nextInt(3),
                                            app,
                                            app * 10 + random.nextInt(3),
                                            labels.nextInt(3) == 0 ? "" : ",\"labels\":{" + label() + "}");
                        })
                        .collect(Collectors.joining(","))
                + "]}";
    }

    /** By one scanner or the other, of the same images. */
    private void scan() {
        String place = door();
        String report = report();
        send(place, scanners.nextInt(3) == 0 ? matches() : report);
    }

    private String matches() {
        int app = scanners.nextInt(4);
        String rows =
                IntStream.range(0, scanners.nextInt(6)).mapToObj(n -> match()).collect(Collectors.joining(","));
        return """
                {"matches":[%s],"ignoredMatches":[%s],"source":{"type":"image","target":{"userInput":"registry.example/app-%d:1.%d",
                 "imageID":"sha256:%064x","tags":["registry.example/app-%d:1"]}},"distro":{"name":"debian","version":"12"},
                 "descriptor":{"name":"grype","version":"0.99.1","timestamp":"2026-%02d-%02dT%02d:00:00Z","db":{"built":"2026-07-%02dT00:00:00Z"}}}
                """.formatted(
                        rows,
                        scanners.nextInt(3) == 0 ? match() : "",
                        app,
                        scanners.nextInt(3),
                        app * 10 + scanners.nextInt(3),
                        app,
                        scanners.nextInt(8, 12),
                        scanners.nextInt(1, 20),
                        scanners.nextInt(24),
                        scanners.nextInt(1, 29));
    }

    private String match() {
        String fix = switch (scanners.nextInt(3)) {
            case 0 -> "\"versions\":[]";
            case 1 -> "\"versions\":[\"1.2\"]";
            default ->
                "\"versions\":[\"1.2\"],\"available\":[{\"date\":\"2026-09-%02d\",\"kind\":\"%s\"}]"
                        .formatted(scanners.nextInt(1, 29), scanners.nextBoolean() ? "advisory" : "first-observed");
        };
        int number = 1000 + scanners.nextInt(8);
        String cve = "CVE-2026-" + number;
        String advisory = "GHSA-" + number + "-" + stream;
        return """
                {"vulnerability":{"id":"%s","severity":"%s","fix":{%s}},"relatedVulnerabilities":[%s],
                 "artifact":{"name":"pkg-%d","version":"1.%d","type":"deb","purl":"pkg:deb/debian/p@1?distro=debian-12"}}
                """.formatted(
                        scanners.nextBoolean() ? cve : advisory,
                        SEVERITIES.get(scanners.nextInt(5)),
                        fix,
                        scanners.nextInt(3) == 0 ? "{\"id\":\"" + cve + "\"}" : "",
                        scanners.nextInt(3),
                        scanners.nextInt(3));
    }

    /** A workload of an audit log: made, changed or deleted, by a tag or by a digest. */
    private String hint() {
        int app = hints.nextInt(4);
        String bytes = hints.nextBoolean() ? "" : "@sha256:%064x".formatted(app * 10 + hints.nextInt(3));
        return """
                {"auditID":"%d","stage":"ResponseComplete","verb":"%s","requestReceivedTimestamp":"2026-10-%02dT00:00:00Z",
                 "objectRef":{"resource":"deployments","apiGroup":"apps","namespace":"ns-%d","name":"w-%d"},
                 "responseStatus":{"code":200},"requestObject":{"spec":{"template":{"spec":{"containers":[
                  {"name":"app","image":"registry.example/app-%d:1.0%s"}]}}}}}
                """.formatted(
                        hints.nextInt(),
                        List.of("create", "update", "delete").get(hints.nextInt(3)),
                        hints.nextInt(1, 29),
                        hints.nextInt(3),
                        hints.nextInt(3),
                        app,
                        bytes);
    }

    private String report() {
        int app = random.nextInt(4);
        String image = "registry.example/app-" + app + ":1." + random.nextInt(3);
        String results = IntStream.range(0, random.nextInt(3))
                .mapToObj(n -> result(n == 0 ? "os-pkgs" : "lang-pkgs"))
                .collect(Collectors.joining(","));
        return """
                {"SchemaVersion":2,"CreatedAt":"2026-10-%02dT%02d:00:00Z","ArtifactName":"%s","ArtifactType":"container_image",
                 "Metadata":{"ImageID":"sha256:%064x","RepoTags":["%s"],"OS":{"Family":"debian","Name":"12.%d"}},"Results":[%s]}
                """.formatted(
                        random.nextInt(1, 29),
                        random.nextInt(24),
                        image,
                        app * 10 + random.nextInt(3),
                        image,
                        random.nextInt(3),
                        results);
    }

    private String result(String klass) {
        String packages = random.nextInt(3) == 0
                ? ",\"Packages\":[{\"Name\":\"pkg-1\",\"Version\":\"1\"},{\"Name\":\"pkg-2\",\"Version\":\"2\"}]"
                : "";
        String vulnerabilities = IntStream.range(0, random.nextInt(6))
                .mapToObj(n -> vulnerability())
                .collect(Collectors.joining(","));
        return "{\"Target\":\"t\",\"Class\":\"%s\",\"Type\":\"debian\",\"Vulnerabilities\":[%s]%s}"
                .formatted(klass, vulnerabilities, packages);
    }

    private String vulnerability() {
        String fixed = random.nextBoolean() ? ",\"FixedVersion\":\"1." + random.nextInt(3) + "\"" : "";
        String score = random.nextInt(3) == 0
                ? ",\"CVSS\":{\"nvd\":{\"V3Score\":%s}}"
                        .formatted(String.format(Locale.ROOT, "%.1f", random.nextDouble(10)))
                : "";
        return "{\"VulnerabilityID\":\"CVE-2026-%d\",\"PkgName\":\"pkg-%d\",\"InstalledVersion\":\"1.%d\",\"Severity\":\"%s\",\"Title\":\"t%d\"%s%s}"
                .formatted(
                        1000 + random.nextInt(8),
                        random.nextInt(3),
                        random.nextInt(3),
                        SEVERITIES.get(random.nextInt(5)),
                        random.nextInt(3),
                        fixed,
                        score);
    }

    private String events() {
        return IntStream.range(0, random.nextInt(1, 6))
                .mapToObj(n -> random.nextInt(8) == 0
                        ? "{broken"
                        : """
                                {"output":"o %d","priority":"Warning","rule":"Terminal shell in container","source":"syscall",\
                                "time":"2026-11-01T10:00:%02d.5Z","hostname":"node-1","tags":[],\
                                "output_fields":{"k8s.ns.name":"ns-%d","container.image.repository":"registry.example/app-%d"}}""".formatted(random.nextInt(), random.nextInt(60), random.nextInt(3), random.nextInt(4)))
                .collect(Collectors.joining("\n"));
    }
}
