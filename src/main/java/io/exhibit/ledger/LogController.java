package io.exhibit.ledger;

import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The ledger as monitors of transparency logs read it: the checkpoint, the tiles and the leaves (C2SP tlog-tiles). */
@RestController
class LogController {

    private static final int WIDTH = 256;
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
    private static final Pattern INDEX = Pattern.compile("((?:x\\d{3}/){0,5})(\\d{3})(?:\\.p/([1-9]\\d{0,2}))?");

    private final Checkpoints checkpoints;
    private final Cosignatures cosignatures;
    private final Subtrees subtrees;
    private final Leaves leaves;

    LogController(Checkpoints checkpoints, Cosignatures cosignatures, Subtrees subtrees, Leaves leaves) {
        this.checkpoints = checkpoints;
        this.cosignatures = cosignatures;
        this.subtrees = subtrees;
        this.leaves = leaves;
    }

    /** Part of a tile: its index in its level, and how much of it is asked for. */
    private record Place(long index, int width) {

        static Place read(String path) {
            Matcher matcher = INDEX.matcher(path.startsWith("/") ? path.substring(1) : path);
            if (!matcher.matches()) {
                throw new NotFound("tile");
            }
            String digits = (matcher.group(1) + matcher.group(2)).replaceAll("[x/]", "");
            int width = matcher.group(3) == null ? WIDTH : Integer.parseInt(matcher.group(3));
            if (width > WIDTH || (matcher.group(3) != null && width == WIDTH)) {
                throw new NotFound("tile");
            }
            return new Place(Long.parseLong(digits), width);
        }

        long from() {
            return index * WIDTH;
        }
    }

    @GetMapping("/checkpoint")
    ResponseEntity<String> checkpoint() {
        Checkpoint newest = checkpoints.newest().orElseThrow(NotSignedYet::new).checkpoint();
        String note = cosignatures.added(newest).note();
        return ResponseEntity.ok()
                .contentType(TEXT)
                .cacheControl(CacheControl.maxAge(Duration.ofSeconds(1)).cachePrivate())
                .body(note);
    }

    @GetMapping("/tile/{level:\\d{1,2}}/{*path}")
    ResponseEntity<byte[]> tile(@PathVariable int level, @PathVariable String path) {
        Place place = Place.read(path);
        requireSigned(level, place);
        List<Sha256> hashes = subtrees.hashes(level, place.from(), place.width());
        ByteBuffer bytes = ByteBuffer.allocate(hashes.size() * 32);
        hashes.forEach(hash -> bytes.put(hash.bytes()));
        return immutable(bytes.array());
    }

    @GetMapping("/tile/entries/{*path}")
    ResponseEntity<byte[]> entries(@PathVariable String path) {
        Place place = Place.read(path);
        requireSigned(0, place);
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        for (byte[] leaf : leaves.of(place.from(), place.width())) {
            bundle.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) leaf.length).array());
            bundle.writeBytes(leaf);
        }
        return immutable(bundle.toByteArray());
    }

    /** Nothing is shown that no checkpoint vouches for; what one does never changes. */
    private void requireSigned(int level, Place place) {
        long size =
                checkpoints.newest().map(newest -> newest.checkpoint().size()).orElse(0L);
        int bits = Subtrees.TILE * level;
        if (bits > 55 || place.from() + place.width() > size >> bits) {
            throw new NotFound("tile");
        }
    }

    private static ResponseEntity<byte[]> immutable(byte[] body) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .cacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable())
                .body(body);
    }
}
