package io.exhibit.alerts;

import io.exhibit.intake.Interpreter;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one JSON object under strict limits. Numbers stay exact; what PostgreSQL cannot store in a text (U+0000, lone surrogates,
 * bytes that are not UTF-8) becomes U+FFFD and is remembered as repaired, so that one odd byte cannot hide an alert.
 */
final class EventReader {

    /** The object's members in order, and whether any text in it had to be repaired. */
    record Read(Map<String, @Nullable Object> members, boolean repaired) {}

    private static final int DEEPEST = 64;
    private static final int LONGEST_TEXT = 1 << 20;
    private static final int LONGEST_NUMBER = 64;
    private static final int LONGEST_NAME = 256;
    private static final long TOKENS = 50_000;
    private static final int LARGEST_EXPONENT = 400;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxNameLength(LONGEST_NAME)
                    .maxTokenCount(TOKENS)
                    .build())
            .build();

    /** Of one event; most: the events of a batch. */
    static Interpreter.Limits limits(int most) {
        return new Interpreter.Limits(DEEPEST, LONGEST_TEXT, LONGEST_NAME, LONGEST_NUMBER, TOKENS, most);
    }

    private boolean repaired;

    Read read(ByteBuffer bytes) throws BadEvent {
        repaired = false;
        CharBuffer text = decode(bytes);
        try (JsonParser parser =
                JSON.createParser(ObjectReadContext.empty(), text.array(), text.arrayOffset(), text.remaining())) {
            parser.nextToken();
            Map<String, @Nullable Object> members = object(parser);
            return new Read(members, repaired);
        } catch (UnexpectedEndOfInputException cut) {
            throw new BadEvent("truncated", "The object ends before its last bracket.");
        } catch (StreamConstraintsException limit) {
            throw overLimit(limit.getOriginalMessage());
        } catch (JacksonException broken) {
            throw broken(broken, text);
        }
    }

    static boolean isUtf8(ByteBuffer bytes) {
        return strictly(bytes) != null;
    }

    private CharBuffer decode(ByteBuffer bytes) {
        CharBuffer text = strictly(bytes);
        if (text != null) {
            return text;
        }
        repaired = true;
        // This one replaces what is malformed; it is as strict about overlong forms and surrogates.
        return StandardCharsets.UTF_8.decode(bytes.duplicate());
    }

    private static @Nullable CharBuffer strictly(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate());
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }

    private static BadEvent overLimit(String message) {
        if (message.contains("nesting")) {
            return new BadEvent("too-deep", "The object nests deeper than " + DEEPEST + " levels.");
        }
        if (message.contains("Number")) {
            return new BadEvent("number-range", "A number has more than 64 digits.");
        }
        return new BadEvent("too-large", "A name, a text or the number of values in the object is over the limit.");
    }

    private BadEvent broken(JacksonException broken, CharBuffer text) {
        var location = broken.getLocation();
        int column = location == null ? 0 : (int) Math.min(Math.max(location.getCharOffset(), 0), text.length());
        if (repaired) {
            return new BadEvent("bad-utf8", "The object holds bytes that are not UTF-8, outside of a text.");
        }
        return new BadEvent("syntax", "The object is not JSON after character " + column + " of it.");
    }

    private Map<String, @Nullable Object> object(JsonParser parser) throws BadEvent {
        Map<String, @Nullable Object> members = LinkedHashMap.newLinkedHashMap(16);
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = storable(parser.currentName());
            if (members.containsKey(name)) {
                throw new BadEvent("duplicate-key", "The object names the same member twice.");
            }
            parser.nextToken();
            members.put(name, value(parser));
        }
        return members;
    }

    private List<@Nullable Object> array(JsonParser parser) throws BadEvent {
        List<@Nullable Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(parser));
        }
        return values;
    }

    private @Nullable Object value(JsonParser parser) throws BadEvent {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> storable(parser.getString());
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> decimal(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new BadEvent("syntax", "The object has a value that is not JSON.");
        };
    }

    // Not parser.getDecimalValue(): some of what it cannot represent escapes as a NumberFormatException.
    private static BigDecimal decimal(JsonParser parser) throws BadEvent {
        try {
            BigDecimal number = new BigDecimal(parser.getString());
            if (Math.abs((long) number.scale()) <= LARGEST_EXPONENT) {
                return number;
            }
        } catch (NumberFormatException beyond) {
            // Same answer as for an exponent that is merely too large.
        }
        throw new BadEvent("number-range", "A number has an exponent beyond " + LARGEST_EXPONENT + ".");
    }

    private String storable(String raw) {
        for (int at = 0; at < raw.length(); at++) {
            char c = raw.charAt(at);
            if (c == 0 || Character.isSurrogate(c)) {
                return repair(raw, at);
            }
        }
        return raw;
    }

    private String repair(String raw, int from) {
        StringBuilder text = new StringBuilder(raw.length()).append(raw, 0, from);
        raw.substring(from).codePoints().forEach(point -> {
            boolean odd = point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
            repaired |= odd;
            text.appendCodePoint(odd ? 0xFFFD : point);
        });
        return text.toString();
    }
}
