package io.exhibit.alerts;

import io.exhibit.alerts.JsonPieces.Piece;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads Falco's JSON as its own http_output and Falcosidekick send it: one object, an array, NDJSON, or falcosidekick-ui's wrapper.
 * Item by item: a damaged event is handed out as such and the next one is read. Only a batch with too many events, or a text that
 * is not UTF-8 at all, is refused whole.
 */
final class FalcoEvents {

    /** What stands at one place of the batch. */
    sealed interface Item {
        /** An event that could be read. */
        record Good(FalcoEvent event) implements Item {}

        /** A place that could not be read: where, why in a stable word, and in a sentence. */
        record Bad(int position, int line, String reason, String detail) implements Item {}
    }

    private static final int LARGEST_EVENT = 4 << 20;

    private final JsonPieces pieces;
    private final EventReader reader = new EventReader();
    private final int most;
    private int position;
    private boolean damaged;

    FalcoEvents(InputStream in, int most) throws IOException, BadEvent {
        this.pieces = new JsonPieces(in, LARGEST_EVENT);
        this.most = most;
    }

    /** The next event or damaged place, or null at the end. */
    @Nullable
    Item next() throws IOException, BadEvent {
        while (true) {
            Piece piece = pieces.next();
            if (piece == null) {
                return null;
            }
            // What follows a damaged object up to the next one is the same damage.
            if (piece.end() == JsonPieces.End.NOT_JSON && damaged) {
                continue;
            }
            if (position == most) {
                throw new BadEvent("too-many", "The batch holds more than " + most + " events.");
            }
            Item item = item(piece);
            damaged = item instanceof Item.Bad;
            position++;
            return item;
        }
    }

    private Item item(Piece piece) {
        try {
            return switch (piece.end()) {
                case WHOLE -> new Item.Good(FalcoEvent.of(position, reader.read(piece.bytes())));
                case BROKEN -> throw new BadEvent("syntax", "The object has no end before the next one begins.");
                case CUT_OFF -> throw new BadEvent("truncated", "The text ends in the middle.");
                case TOO_LARGE -> throw new BadEvent("too-large", "The object is larger than 4 MiB.");
                case NOT_JSON -> throw notJson(piece);
            };
        } catch (BadEvent bad) {
            return new Item.Bad(position, piece.line(), bad.reason(), bad.detail());
        }
    }

    private static BadEvent notJson(Piece piece) {
        return EventReader.isUtf8(piece.bytes())
                ? new BadEvent("unknown-format", "The text is not a JSON object.")
                : new BadEvent("bad-utf8", "The bytes are neither JSON nor UTF-8.");
    }
}
