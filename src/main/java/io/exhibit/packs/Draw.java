package io.exhibit.packs;

import io.exhibit.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A random draw that anybody can repeat. Seed: HMAC-SHA256 with the nonce as key (UTF-8) over the digest of the population's file in
 * lower-case hex, followed by the id of the check. Each item's lot: SHA-256 over the seed's 32 bytes and the item's key (UTF-8). Of each
 * stratum those with the lowest lots are drawn, in their order. Holds no more items than can be drawn.
 */
final class Draw {

    private static final Comparator<Lot> BY_LOT =
            Comparator.comparing(lot -> lot.number().hex());

    private final byte[] seed;
    private final int size;
    private final int most;
    private final SortedMap<String, PriorityQueue<Lot>> strata = new TreeMap<>();
    private long population;

    /** An item that may be drawn, with the stratum it is in. */
    record Entry(
            String stratum, String key, String label, String about, String system, String verdict, String reason) {}

    private record Lot(Sha256 number, Entry entry) {}

    /** Size: so many of each stratum; most: of all strata together. */
    Draw(String nonce, Sha256 population, String check, int size, int most) {
        this.seed = seed(nonce, population, check);
        this.size = size;
        this.most = most;
    }

    private static byte[] seed(String nonce, Sha256 population, String check) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(nonce.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal((population.hex() + check).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** False: there are so many strata that more would be drawn than may be. */
    boolean offer(Entry entry) {
        population++;
        PriorityQueue<Lot> lots =
                strata.computeIfAbsent(entry.stratum(), stratum -> new PriorityQueue<>(BY_LOT.reversed()));
        lots.add(new Lot(number(entry.key()), entry));
        if (lots.size() > size) {
            lots.poll();
        }
        return (long) strata.size() * size <= most;
    }

    private Sha256 number(String key) {
        MessageDigest digest = Sha256.digest();
        digest.update(seed);
        return Sha256.ofBytes(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
    }

    long population() {
        return population;
    }

    /** Stratum by stratum, in the order of the lots. */
    List<Entry> drawn() {
        List<Entry> drawn = new ArrayList<>();
        for (Collection<Lot> lots : strata.values()) {
            lots.stream().sorted(BY_LOT).map(Lot::entry).forEach(drawn::add);
        }
        return drawn;
    }
}
