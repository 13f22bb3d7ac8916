package io.exhibit.intake;

import io.exhibit.kernel.Columns;
import io.exhibit.kernel.Sha256;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which number each sender has used for which request. Asked under the ledger's lock, so that two requests cannot pass each other. */
@Component
class StreamNumbers {

    private final JdbcClient jdbc;

    StreamNumbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Used(UUID tokenId, Numbering numbering) {

        static Used of(Delivery delivery) {
            return new Used(
                    delivery.tokenId(),
                    Objects.requireNonNull(delivery.context().numbering()));
        }
    }

    /** Those of the batch whose number does not stand for something else, before it or in it. */
    List<Delivery> withoutConflict(List<Delivery> batch) {
        List<Delivery> numbered = batch.stream()
                .filter(delivery -> delivery.context().numbering() != null)
                .toList();
        if (numbered.isEmpty()) {
            return batch;
        }
        Map<Used, SubmissionKey> meanings =
                known(numbered.stream().map(Used::of).toList());
        return batch.stream()
                .filter(delivery -> delivery.context().numbering() == null
                        || meanings.computeIfAbsent(Used.of(delivery), _ -> SubmissionKey.of(delivery))
                                .equals(SubmissionKey.of(delivery)))
                .toList();
    }

    private Map<Used, SubmissionKey> known(List<Used> used) {
        Map<Used, SubmissionKey> known = new HashMap<>();
        jdbc.sql("""
                SELECT n.token_id, n.stream, n.epoch, n.sequence, n.kind, n.sha256, n.context_hash
                  FROM unnest(:tokens::uuid[], :streams::text[], :epochs::bigint[], :sequences::bigint[])
                       AS t (token_id, stream, epoch, sequence)
                  JOIN intake.numbered n USING (token_id, stream, epoch, sequence)
                """)
                .param("tokens", used.stream().map(Used::tokenId).toArray(UUID[]::new))
                .param(
                        "streams",
                        used.stream().map(one -> one.numbering().stream()).toArray(String[]::new))
                .param(
                        "epochs",
                        used.stream().map(one -> one.numbering().epoch()).toArray(Long[]::new))
                .param(
                        "sequences",
                        used.stream().map(one -> one.numbering().sequence()).toArray(Long[]::new))
                .query(row -> {
                    UUID token = Columns.id(row, "token_id");
                    known.put(
                            new Used(
                                    token,
                                    new Numbering(
                                            row.getString("stream"), row.getLong("epoch"), row.getLong("sequence"))),
                            new SubmissionKey(
                                    token,
                                    Kind.valueOf(row.getString("kind")),
                                    Sha256.ofBytes(row.getBytes("sha256")),
                                    Sha256.ofBytes(row.getBytes("context_hash"))));
                });
        return known;
    }
}
