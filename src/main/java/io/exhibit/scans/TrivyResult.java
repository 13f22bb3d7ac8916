package io.exhibit.scans;

import io.exhibit.estate.Component;
import io.exhibit.intake.Json;
import io.exhibit.intake.Unreadable;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** One element of Trivy's Results: the packages, vulnerabilities and other rows of one file or package database. */
final class TrivyResult {

    private static final Set<String> DISTRIBUTIONS = Set.of(
            "alpine",
            "alma",
            "amazon",
            "azurelinux",
            "bottlerocket",
            "centos",
            "chainguard",
            "cbl-mariner",
            "debian",
            "fedora",
            "opensuse",
            "opensuse.leap",
            "opensuse.tumbleweed",
            "oracle",
            "photon",
            "redhat",
            "rocky",
            "suse linux enterprise server",
            "ubuntu",
            "wolfi");

    private final JsonParser parser;
    private final ScanHeader header;
    private final ScanSink sink;
    private boolean named;
    private String target = "";
    private String resultClass = "";
    private String type = "";

    TrivyResult(JsonParser parser, ScanHeader header, ScanSink sink) {
        this.parser = parser;
        this.header = header;
        this.sink = sink;
    }

    void read() throws Unreadable {
        Json.object(parser, "A result", this::field);
        header.covers(effectiveClass());
    }

    /** The older format has nothing above its results: the one of the operating system names the image. */
    void readLegacy() throws Unreadable {
        read();
        if (!named) {
            throw new Unreadable("unknown-format", "This is not a Trivy report: something in the list has no Target.");
        }
        if (effectiveClass().equals("os-pkgs")) {
            header.artifact = target.replaceFirst(" \\(.*\\)$", "");
            header.artifactType = "container_image";
        } else if (header.artifactType.isEmpty()) {
            header.artifactType = "filesystem";
        }
    }

    private void field(String name) throws Unreadable {
        switch (name) {
            case "Target" -> {
                named = true;
                target = Json.textOr(parser, "");
            }
            case "Class" -> resultClass = Json.textOr(parser, "");
            case "Type" -> type = Json.textOr(parser, "");
            case "Vulnerabilities" -> Json.array(parser, name, this::vulnerability);
            case "ExperimentalModifiedFindings" -> Json.array(parser, name, this::modified);
            case "Packages" -> Json.array(parser, name, this::component);
            case "Misconfigurations" -> Json.array(parser, name, this::misconfiguration);
            case "Secrets" -> Json.array(parser, name, () -> header.tally.secrets++);
            case "Licenses" -> Json.array(parser, name, () -> header.tally.licences++);
            default -> parser.skipChildren();
        }
    }

    private void vulnerability() throws Unreadable {
        Observation observation = new TrivyVulnerability(parser, effectiveClass(), type, target).read();
        header.covers(effectiveClass());
        header.tally.add(observation.severity());
        sink.observation(observation);
    }

    /** What an ignore file or a VEX statement took out of the list is still there, and is said to be. */
    private void modified() throws Unreadable {
        Modified entry = new Modified();
        Json.object(parser, "A modified finding", name -> {
            switch (name) {
                case "Type" -> entry.type = Json.textOr(parser, "");
                case "Status" -> entry.status = Json.textOr(parser, "ignored");
                case "Statement" -> entry.statement = Json.textOr(parser, "");
                case "Source" -> entry.source = Json.textOr(parser, "");
                case "Finding" ->
                    entry.finding = new TrivyVulnerability(parser, effectiveClass(), this.type, target).read();
                default -> parser.skipChildren();
            }
        });
        header.tally.suppressed++;
        if (entry.finding != null && entry.type.equals("vulnerability")) {
            sink.observation(entry.finding.suppressed(entry.reason()));
        }
    }

    private static final class Modified {
        private String type = "";
        private String status = "ignored";
        private String statement = "";
        private String source = "";
        private @Nullable Observation finding;

        private String reason() {
            return String.join(
                    " ",
                    Stream.of(status, statement, source.isEmpty() ? "" : "(" + source + ")")
                            .filter(part -> !part.isBlank())
                            .toList());
        }
    }

    private void component() throws Unreadable {
        String[] facts = {"", "", "", "", "", ""};
        Json.object(parser, "A package", name -> {
            switch (name) {
                case "Name" -> facts[0] = Json.textOr(parser, "");
                case "Version" -> facts[1] = Json.textOr(parser, "");
                case "Release" -> facts[2] = Json.textOr(parser, "");
                case "Epoch" -> facts[5] = Json.textOr(parser, "");
                case "FilePath" -> facts[3] = Json.textOr(parser, "");
                case "Identifier" ->
                    Json.object(parser, name, field -> {
                        if (field.equals("PURL")) {
                            facts[4] = Json.textOr(parser, "");
                        }
                    });
                default -> parser.skipChildren();
            }
        });
        header.tally.components++;
        String epoch = facts[5].isEmpty() || facts[5].equals("0") ? "" : facts[5] + ":";
        String version = epoch + (facts[2].isEmpty() ? facts[1] : facts[1] + "-" + facts[2]);
        sink.component(new Component(facts[0], version, facts[4], facts[3]));
    }

    private void misconfiguration() throws Unreadable {
        boolean[] passed = {false};
        Json.object(parser, "A misconfiguration", name -> {
            if (name.equals("Status")) {
                passed[0] = !Json.textOr(parser, "FAIL").equals("FAIL");
            }
        });
        header.tally.misconfigurations += passed[0] ? 0 : 1;
    }

    /** Class and Type stand before the rows in every Trivy document; very old ones have no Class. */
    private String effectiveClass() {
        if (!resultClass.isEmpty()) {
            return resultClass;
        }
        return DISTRIBUTIONS.contains(type) ? "os-pkgs" : type.isEmpty() ? "" : "lang-pkgs";
    }
}
