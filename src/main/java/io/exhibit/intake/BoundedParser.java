package io.exhibit.intake;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.util.JsonParserDelegate;

/**
 * Bounds how many names the objects that are open may have together: telling that none comes twice means to remember them, and a
 * document of nothing but names would fill the memory.
 */
final class BoundedParser extends JsonParserDelegate {

    private static final int MOST_NAMES = 50_000;

    private final int[] names = new int[Json.DEEPEST + 2];
    private int depth;
    private int remembered;

    BoundedParser(JsonParser parser) {
        super(parser);
    }

    @Override
    public JsonToken nextToken() {
        JsonToken token = super.nextToken();
        if (token == JsonToken.PROPERTY_NAME) {
            names[depth]++;
            remembered++;
        } else if (token != null && token.isStructStart()) {
            names[++depth] = 0;
        } else if (token != null && token.isStructEnd()) {
            remembered -= names[depth--];
        }
        if (remembered > MOST_NAMES) {
            throw new StreamConstraintsException("More than " + MOST_NAMES + " names in the objects that are open");
        }
        return token;
    }

    /** Token by token: the parser's own way past them would not be counted. */
    @Override
    public JsonParser skipChildren() {
        if (!currentToken().isStructStart()) {
            return this;
        }
        int outside = depth - 1;
        while (depth > outside) {
            nextToken();
        }
        return this;
    }
}
