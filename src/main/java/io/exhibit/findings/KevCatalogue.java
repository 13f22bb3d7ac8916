package io.exhibit.findings;

import io.exhibit.intake.UnusableCatalogue;
import io.exhibit.kernel.Text;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** CISA's catalogue of known exploited vulnerabilities, as its JSON feed has it; read whole or not at all. */
record KevCatalogue(String version, Instant released, List<Item> items) {

    private static final int MOST = 100_000;
    private static final int NAME = 300;
    private static final Pattern CVE = Pattern.compile("CVE-[0-9]{4}-[0-9]{4,12}");
    private static final LocalDate FIRST = LocalDate.of(1999, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2100, 1, 1);

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxStringLength(100_000)
                    .maxNameLength(1000)
                    .build())
            .build();

    /** A vulnerability that is exploited: since which day it is listed, and by when US federal agencies have to act. */
    record Item(String cve, LocalDate added, @Nullable LocalDate due, String name, boolean ransomware) {}

    KevCatalogue {
        items = List.copyOf(items);
    }

    static KevCatalogue read(InputStream in) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
            return new Reader(parser).document();
        } catch (JacksonException broken) {
            throw new UnusableCatalogue("It is not well-formed JSON: it is cut short or damaged.");
        }
    }

    /** Members that are not known here are passed over. */
    private static final class Reader {

        private final JsonParser parser;
        private final Map<String, Item> items = new LinkedHashMap<>();
        private String version = "";
        private @Nullable Instant released;
        private long count = -1;

        private Reader(JsonParser parser) {
            this.parser = parser;
        }

        private KevCatalogue document() {
            expect(JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                member(name);
            }
            if (version.isBlank() || released == null || count < 0) {
                throw new UnusableCatalogue(
                        "It is no catalogue of known exploited vulnerabilities: catalogVersion, dateReleased or count is missing.");
            }
            if (count != items.size() || items.isEmpty()) {
                throw new UnusableCatalogue("It says that it has " + count + " vulnerabilities, and has " + items.size()
                        + " different ones: part of it is missing.");
            }
            if (parser.nextToken() != null) {
                throw new UnusableCatalogue("Something follows after its end.");
            }
            return new KevCatalogue(version, released, List.copyOf(items.values()));
        }

        private void member(String name) {
            switch (name) {
                case "catalogVersion" -> version = text();
                case "dateReleased" -> released = Text.time(text());
                case "count" ->
                    count = parser.currentToken() == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : -1;
                case "vulnerabilities" -> list();
                default -> parser.skipChildren();
            }
        }

        private void list() {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw new UnusableCatalogue("Its vulnerabilities are no list.");
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                Item item = item();
                if (items.put(item.cve(), item) != null) {
                    throw new UnusableCatalogue("It lists " + item.cve() + " twice.");
                }
                if (items.size() > MOST) {
                    throw new UnusableCatalogue("It lists more than " + MOST + " vulnerabilities.");
                }
            }
            if (parser.currentToken() != JsonToken.END_ARRAY) {
                throw new UnusableCatalogue("Its vulnerabilities are no list of objects.");
            }
        }

        private Item item() {
            Map<String, String> members = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "cveID", "dateAdded", "dueDate", "vulnerabilityName", "knownRansomwareCampaignUse" ->
                        members.put(name, text());
                    default -> parser.skipChildren();
                }
            }
            String cve = members.getOrDefault("cveID", "").strip();
            LocalDate added = day(members.get("dateAdded"));
            if (!CVE.matcher(cve).matches() || added == null) {
                throw new UnusableCatalogue(
                        "Vulnerability " + (items.size() + 1) + " of it has no CVE, or no day on which it was added.");
            }
            return new Item(
                    cve,
                    added,
                    day(members.get("dueDate")),
                    members.getOrDefault("vulnerabilityName", "").strip(),
                    members.getOrDefault("knownRansomwareCampaignUse", "").equalsIgnoreCase("known"));
        }

        private String text() {
            boolean isText = parser.currentToken() == JsonToken.VALUE_STRING;
            String text = isText ? Text.clean(parser.getString(), NAME) : "";
            parser.skipChildren();
            return text;
        }

        private static @Nullable LocalDate day(@Nullable String text) {
            try {
                LocalDate day = text == null ? null : LocalDate.parse(text.strip());
                return day == null || day.isBefore(FIRST) || !day.isBefore(LAST) ? null : day;
            } catch (DateTimeException unreadable) {
                return null;
            }
        }

        private void expect(JsonToken token) {
            if (parser.nextToken() != token) {
                throw new UnusableCatalogue("It is no JSON object.");
            }
        }
    }
}
