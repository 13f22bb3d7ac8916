package io.exhibit.packs;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What blocks drafts, as it was found when they were made. */
@Component
class Blockers {

    private final JdbcClient jdbc;

    Blockers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void keep(UUID pack, List<Blocker> found) {
        for (int n = 0; n < found.size(); n++) {
            jdbc.sql("""
                    INSERT INTO packs.blocker (pack_id, n, gate, words, remedy) VALUES (:pack, :n, :gate, :words, :remedy)
                    """)
                    .param("pack", pack)
                    .param("n", n)
                    .param("gate", found.get(n).gate())
                    .param("words", found.get(n).words())
                    .param("remedy", found.get(n).remedy())
                    .update();
        }
    }

    List<Blocker> of(UUID pack) {
        return jdbc.sql("SELECT b.gate, b.words, b.remedy FROM packs.blocker b WHERE b.pack_id = :pack ORDER BY b.n")
                .param("pack", pack)
                .query(Blocker.class)
                .list();
    }
}
