package io.exhibit.estate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which release an operating system is, in the terms of endoflife.date, as far as a scanner's words tell it exactly. What the table does
 * not have is unknown: no other family is taken for a similar one, and no version for the nearest.
 */
sealed interface OsRelease {

    /** A product of endoflife.date and the name of its release. */
    record Told(String product, String release) implements OsRelease {}

    /** Not told, and why. */
    record NotTold(String reason) implements OsRelease {}

    static OsRelease of(@Nullable String family, @Nullable String name) {
        String named = family == null ? "" : family.strip().toLowerCase(Locale.ROOT);
        if (named.isEmpty()) {
            return new NotTold("No scan said which operating system is in it.");
        }
        if (named.equals("none")) {
            return new NotTold("The scanner found no operating system in it.");
        }
        if (Table.ROLLING.contains(named)) {
            return new NotTold("This operating system rolls on: it has no releases that end.");
        }
        List<Table.Rule> rules = Table.RULES.get(named);
        return rules == null
                ? new NotTold("This operating system is none of those whose releases are told here.")
                : byVersion(rules, name == null ? "" : name.strip());
    }

    private static OsRelease byVersion(List<Table.Rule> rules, String version) {
        for (Table.Rule rule : rules) {
            Matcher matcher = rule.version().matcher(version);
            if (matcher.matches()) {
                return new Told(rule.product(), matcher.group(1));
            }
        }
        return new NotTold(
                version.isEmpty()
                        ? "The scanner did not say its version."
                        : "Which release this version is of cannot be told exactly.");
    }

    /** Families as scanners write them, and how a version of them names its release. */
    final class Table {

        private static final String FURTHER = "(?:\\.[0-9]{1,8}){0,4}";
        private static final String MAJOR = "([1-9][0-9]?)" + FURTHER;

        private static final Set<String> ROLLING = Set.of(
                "wolfi",
                "chainguard",
                "minimos",
                "echo",
                "arch",
                "gentoo",
                "opensuse-tumbleweed",
                "opensuse.tumbleweed");

        private static final Map<String, List<Rule>> RULES = Map.ofEntries(
                Map.entry("alpine", one("alpine-linux", "([0-9]{1,2}\\.[0-9]{1,2})(?:\\.[0-9]{1,3})?")),
                Map.entry("debian", one("debian", "([4-9]|[1-9][0-9])" + FURTHER)),
                Map.entry("ubuntu", one("ubuntu", "([0-9]{1,2}\\.(?:04|06|10))(?:\\.[0-9]{1,2})?")),
                Map.entry("redhat", one("rhel", MAJOR)),
                Map.entry("rhel", one("rhel", MAJOR)),
                // CentOS Linux 8 states its minor version, CentOS Stream 8 none; nor did some builds of CentOS Linux.
                // From 9 on there is only Stream.
                Map.entry(
                        "centos",
                        List.of(
                                new Rule("centos", "([5-7])" + FURTHER),
                                new Rule("centos", "(8)\\.[0-9]" + FURTHER),
                                new Rule("centos-stream", "(9|10)"))),
                Map.entry("rocky", one("rocky-linux", MAJOR)),
                Map.entry("alma", one("almalinux", MAJOR)),
                Map.entry("almalinux", one("almalinux", MAJOR)),
                Map.entry("oracle", one("oracle-linux", MAJOR)),
                Map.entry(
                        "amazon",
                        List.of(
                                new Rule("amazon-linux", "(2)(?: \\([A-Za-z ]{1,30}\\))?"),
                                new Rule("amazon-linux", "(202[0-9])" + FURTHER + "(?: \\([A-Za-z ]{1,30}\\))?"),
                                new Rule("amazon-linux", "(?:AMI release )?(201[0-8]\\.[01][0-9])" + FURTHER))),
                Map.entry("fedora", one("fedora", "([1-9][0-9]{0,2})")),
                Map.entry("opensuse-leap", one("opensuse", "([1-9][0-9]\\.[0-9])")),
                Map.entry("opensuse.leap", one("opensuse", "([1-9][0-9]\\.[0-9])")),
                Map.entry("sles", one("sles", "(1[0-9](?:\\.[1-9])?)")),
                Map.entry("suse linux enterprise server", one("sles", "(1[0-9](?:\\.[1-9])?)")));

        private Table() {}

        private static List<Rule> one(String product, String version) {
            return List.of(new Rule(product, version));
        }

        /** A whole version whose first group is the name of the release. */
        record Rule(String product, Pattern version) {

            Rule(String product, String version) {
                this(product, Pattern.compile(version));
            }
        }
    }
}
