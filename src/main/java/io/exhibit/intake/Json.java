package io.exhibit.intake;

import io.exhibit.kernel.Text;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON from outside field by field, within limits; whatever is wrong with it becomes {@link Unreadable}. */
public final class Json {

    /** Text longer than this is cut when kept; the original has it whole. */
    private static final int KEPT = 4000;

    static final int DEEPEST = 64;

    public static final Interpreter.Limits LIMITS =
            new Interpreter.Limits(DEEPEST, 1024 * 1024, 1024, 64, 20_000_000, null);

    /** Where documents carry others as texts: as long as that is one, in characters. */
    public static final int LONGEST_TEXT = 12 * 1024 * 1024;

    private static final JsonFactory FACTORY = factory(LIMITS.text());
    private static final JsonFactory OF_LONG_TEXTS = factory(LONGEST_TEXT);

    private Json() {}

    private static JsonFactory factory(int longestText) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(LIMITS.depth())
                        .maxNumberLength(LIMITS.number())
                        .maxStringLength(longestText)
                        .maxNameLength(LIMITS.name())
                        .maxTokenCount(LIMITS.tokens())
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    /** Takes the value of one field; one it does not move past is skipped. */
    public interface Field {
        void read(String name) throws Unreadable;
    }

    /** Takes one element of an array. */
    public interface Element {
        void read() throws Unreadable;
    }

    /** Takes a whole document: the parser stands on its first token. */
    public interface Document {
        void read(JsonParser parser) throws Unreadable;
    }

    public static void document(InputStream bytes, Document document) throws Unreadable, IOException {
        parse(FACTORY, bytes, parser -> {
            document.read(parser);
            if (parser.nextToken() != null) {
                throw new Unreadable("schema", "There is more after the end of the document.");
            }
        });
    }

    /** The same of one or more documents, one after the other, as in JSON lines. */
    public static void documents(InputStream bytes, Document each) throws Unreadable, IOException {
        parse(FACTORY, bytes, all(each));
    }

    /** The same with texts in them as long as {@link #LONGEST_TEXT}. */
    public static void documentsOfLongTexts(InputStream bytes, Document each) throws Unreadable, IOException {
        parse(OF_LONG_TEXTS, bytes, all(each));
    }

    private static Document all(Document each) {
        return parser -> {
            JsonToken next = parser.currentToken();
            while (next != null) {
                each.read(parser);
                next = parser.nextToken();
            }
        };
    }

    private static void parse(JsonFactory factory, InputStream bytes, Document document)
            throws Unreadable, IOException {
        InputStream in = utf8(bytes);
        try (JsonParser parser = new BoundedParser(factory.createParser(ObjectReadContext.empty(), in))) {
            if (parser.nextToken() == null) {
                throw new Unreadable("unknown-format", "The document is empty.");
            }
            document.read(parser);
        } catch (StreamConstraintsException tooMuch) {
            throw overLimit(tooMuch.getOriginalMessage());
        } catch (JacksonException broken) {
            if (broken.getCause() instanceof StrictUtf8.NotUtf8 noText) {
                throw new Unreadable("bad-utf8", String.valueOf(noText.getMessage()));
            }
            if (broken.getCause() instanceof IOException io && !(io instanceof CharConversionException)) {
                throw io;
            }
            throw broken(broken);
        }
    }

    /** JSON is UTF-8; a zero among its first bytes shows UTF-16 or UTF-32, which others would read as something else. */
    private static InputStream utf8(InputStream bytes) throws Unreadable, IOException {
        PushbackInputStream in = new PushbackInputStream(bytes, 4);
        byte[] first = in.readNBytes(4);
        for (byte each : first) {
            if (each == 0) {
                throw new Unreadable("bad-utf8", "The document is not UTF-8; it looks like UTF-16 or UTF-32.");
            }
        }
        in.unread(first);
        return new StrictUtf8(in);
    }

    private static Unreadable overLimit(String message) {
        if (message.contains("nesting")) {
            return new Unreadable("too-deep", "The document nests deeper than " + DEEPEST + " levels.");
        }
        if (message.contains("Number")) {
            return new Unreadable("number-range", "A number has more than " + LIMITS.number() + " characters.");
        }
        return new Unreadable("too-many", "The document goes beyond the limits of length or count.");
    }

    private static Unreadable broken(JacksonException broken) {
        String place = where(broken.getLocation());
        return broken.getOriginalMessage().startsWith("Duplicate ")
                ? new Unreadable("duplicate-key", "An object of the document has the same name twice" + place + ".")
                : new Unreadable(
                        "not-json", "The document is not well-formed JSON: it is cut short or damaged" + place + ".");
    }

    private static String where(@Nullable TokenStreamLocation at) {
        return at == null || at.getByteOffset() < 0 ? "" : " at byte " + at.getByteOffset();
    }

    /** Walks an object; null counts as an empty one, anything else is a breach of the format. */
    public static void object(JsonParser parser, String what, Field field) throws Unreadable {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        require(parser, JsonToken.START_OBJECT, what);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            field.read(name);
            parser.skipChildren();
        }
    }

    /** Walks an array; null counts as an empty one, anything else is a breach of the format. */
    public static void array(JsonParser parser, String what, Element element) throws Unreadable {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        require(parser, JsonToken.START_ARRAY, what);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            element.read();
            parser.skipChildren();
        }
    }

    /** A scalar as text, fit to be kept; null for null, objects and arrays. */
    public static @Nullable String text(JsonParser parser) {
        return parser.currentToken().isScalarValue() && parser.currentToken() != JsonToken.VALUE_NULL
                ? Text.clean(parser.getString(), KEPT)
                : null;
    }

    public static String textOr(JsonParser parser, String otherwise) {
        String text = text(parser);
        return text == null ? otherwise : text;
    }

    /** What an object has under these names, each a scalar as text without white space around it; empty: nothing. */
    public static String[] texts(JsonParser parser, String what, String... names) throws Unreadable {
        String[] said = new String[names.length];
        Arrays.fill(said, "");
        object(parser, what, name -> {
            int at = List.of(names).indexOf(name);
            if (at >= 0) {
                said[at] = textOr(parser, "").strip();
            }
        });
        return said;
    }

    private static void require(JsonParser parser, JsonToken token, String what) throws Unreadable {
        if (parser.currentToken() != token) {
            throw new Unreadable(
                    "schema", what + " is not " + (token == JsonToken.START_ARRAY ? "a list." : "an object."));
        }
    }
}
