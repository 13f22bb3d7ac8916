package io.exhibit.ledger;

import io.exhibit.kernel.Sha256;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tiles as the signer keeps them, without a database. */
final class Tiles extends Subtrees {

    private final Map<String, Sha256> nodes = new HashMap<>();

    private Tiles() {
        super(JdbcClient.create(new PGSimpleDataSource()));
    }

    static Tiles of(List<Sha256> leaves) {
        Tiles tiles = new Tiles();
        Frontier frontier = new Frontier();
        leaves.forEach(leaf -> frontier.add(leaf, (level, index, root) -> tiles.nodes.put(level + "/" + index, root)));
        return tiles;
    }

    @Override
    List<Sha256> hashes(int tileLevel, long from, int count) {
        List<Sha256> found = new ArrayList<>();
        for (long at = from; at < from + count; at++) {
            Sha256 node = nodes.get(tileLevel * TILE + "/" + at);
            if (node != null) {
                found.add(node);
            }
        }
        return found;
    }
}
