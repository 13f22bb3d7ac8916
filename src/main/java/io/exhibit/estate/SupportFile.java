package io.exhibit.estate;

import io.exhibit.intake.UnusableCatalogue;
import io.exhibit.kernel.Text;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * What endoflife.date says of a product's releases: the answer of its API (version 1), which names the product, or a file of its release
 * data, which does not. Read whole or not at all; members that are not known here are passed over.
 */
record SupportFile(String product, String version, @Nullable Instant released, List<Release> releases) {

    private static final int MOST = 2_000;
    private static final int NAME = 60;
    private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2200, 1, 1);

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxStringLength(100_000)
                    .maxNameLength(1000)
                    .build())
            .build();

    /** Until when a release is supported; ended only without a day. Null: nothing is said. */
    record Release(
            String name,
            @Nullable LocalDate endsOn,
            @Nullable Boolean ended,
            @Nullable LocalDate extendedUntil) {}

    SupportFile {
        releases = List.copyOf(releases);
    }

    static SupportFile read(InputStream in) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
            return new Reader(parser).document();
        } catch (JacksonException broken) {
            throw new UnusableCatalogue("It is not well-formed JSON: it is cut short or damaged.");
        }
    }

    private static final class Reader {

        private final JsonParser parser;
        private final Map<String, Release> releases = new LinkedHashMap<>();
        private String product = "";
        private String schema = "";
        private @Nullable Instant released;
        private boolean listed;
        private boolean answer;

        private Reader(JsonParser parser) {
            this.parser = parser;
        }

        private SupportFile document() {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnusableCatalogue("It is no JSON object.");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                member(name);
            }
            if (parser.nextToken() != null) {
                throw new UnusableCatalogue("Something follows after its end.");
            }
            if (!listed) {
                throw new UnusableCatalogue("It is no product of endoflife.date: it has no list of releases.");
            }
            if (releases.isEmpty()) {
                throw new UnusableCatalogue(
                        "It names no release. Where the release data of a product has none, the API's answer has them.");
            }
            return answer
                    ? new SupportFile(product, ("API " + schema).strip(), released, all())
                    : new SupportFile("", "release data", null, all());
        }

        private List<Release> all() {
            return List.copyOf(releases.values());
        }

        private void member(String name) {
            switch (name) {
                case "schema_version" -> schema = text();
                case "generated_at" -> released = Text.time(text());
                case "result" -> result();
                case "releases" -> byName();
                default -> parser.skipChildren();
            }
        }

        private void result() {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new UnusableCatalogue("Its result is no product.");
            }
            answer = true;
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "name" -> product = text();
                    case "releases" -> list();
                    default -> parser.skipChildren();
                }
            }
        }

        private void list() {
            once(JsonToken.START_ARRAY);
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                add(new Members().read(""));
            }
            if (parser.currentToken() != JsonToken.END_ARRAY) {
                throw new UnusableCatalogue("Its releases are no list of objects.");
            }
        }

        private void byName() {
            once(JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = cleaned(parser.currentName());
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    throw new UnusableCatalogue("Release " + name + " of it is no object.");
                }
                add(new Members().read(name));
            }
        }

        private void once(JsonToken token) {
            if (listed || parser.currentToken() != token) {
                throw new UnusableCatalogue("Its releases come twice, or in no form that is known here.");
            }
            listed = true;
        }

        private void add(Release release) {
            if (release.name().isEmpty()) {
                throw new UnusableCatalogue("Release " + (releases.size() + 1) + " of it has no name.");
            }
            if (releases.put(release.name(), release) != null) {
                throw new UnusableCatalogue("It names the release " + release.name() + " twice.");
            }
            if (releases.size() > MOST) {
                throw new UnusableCatalogue("It names more than " + MOST + " releases.");
            }
        }

        private String text() {
            boolean isText = parser.currentToken() == JsonToken.VALUE_STRING;
            String text = isText ? cleaned(parser.getString()) : "";
            parser.skipChildren();
            return text;
        }

        private static String cleaned(String text) {
            return Text.clean(text, NAME).strip();
        }

        /** The members of one release: a day, or only whether the day has come. */
        private final class Members {

            private String name = "";
            private @Nullable LocalDate endsOn;
            private @Nullable Boolean ended;
            private @Nullable LocalDate extendedUntil;

            private Release read(String key) {
                name = key;
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String member = parser.currentName();
                    parser.nextToken();
                    member(member, key);
                }
                return new Release(name, endsOn, endsOn == null ? ended : null, extendedUntil);
            }

            private void member(String member, String key) {
                switch (member) {
                    case "name" -> name = key.isEmpty() ? text() : key;
                    case "eol", "eolFrom" -> endsOn = day(endsOn);
                    case "isEol" -> ended = flag(ended);
                    case "eoes", "eoesFrom" -> extendedUntil = dayOnly();
                    default -> parser.skipChildren();
                }
            }

            private @Nullable LocalDate day(@Nullable LocalDate before) {
                if (parser.currentToken() == JsonToken.VALUE_STRING) {
                    return parsed(parser.getString());
                }
                ended = flag(ended);
                return before;
            }

            private @Nullable LocalDate dayOnly() {
                if (parser.currentToken() == JsonToken.VALUE_STRING) {
                    return parsed(parser.getString());
                }
                flag(null);
                return null;
            }

            private @Nullable Boolean flag(@Nullable Boolean before) {
                return switch (parser.currentToken()) {
                    case VALUE_TRUE -> Boolean.TRUE;
                    case VALUE_FALSE -> Boolean.FALSE;
                    case VALUE_NULL -> before;
                    default ->
                        throw new UnusableCatalogue(
                                "An end of support of the release " + name + " is neither a day nor true or false.");
                };
            }

            private LocalDate parsed(String text) {
                try {
                    LocalDate day = LocalDate.parse(text.strip());
                    if (!day.isBefore(FIRST) && day.isBefore(LAST)) {
                        return day;
                    }
                } catch (DateTimeException unreadable) {
                    // Said below.
                }
                throw new UnusableCatalogue("An end of support of the release " + name + " is no day.");
            }
        }
    }
}
