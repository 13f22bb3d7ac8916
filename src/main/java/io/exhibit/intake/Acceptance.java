package io.exhibit.intake;

import io.exhibit.kernel.UuidV7;
import io.exhibit.ledger.Draft;
import io.exhibit.ledger.Ledger;
import io.exhibit.ledger.Originals;
import io.exhibit.ledger.Receipt;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Stores a batch of deliveries: bytes, ledger entries and submissions in one transaction, or none of it. */
@Component
class Acceptance {

    private final Ledger ledger;
    private final Originals originals;
    private final SubmissionStore submissions;
    private final IdempotencyKeys keys;
    private final StreamNumbers numbers;
    private final Clock clock;

    Acceptance(
            Ledger ledger,
            Originals originals,
            SubmissionStore submissions,
            IdempotencyKeys keys,
            StreamNumbers numbers,
            Clock clock) {
        this.ledger = ledger;
        this.originals = originals;
        this.submissions = submissions;
        this.keys = keys;
        this.numbers = numbers;
        this.clock = clock;
    }

    /**
     * What each delivery is answered. One that was accepted before, or stands twice in the batch, gets its first answer; one whose
     * key or number stands for something else has none.
     */
    @Transactional
    Map<Delivery, Accepted> accept(List<Delivery> batch) {
        ledger.lock();
        List<Delivery> wanted = numbers.withoutConflict(keys.withoutConflict(batch));
        Map<SubmissionKey, Accepted> known = submissions.known(wanted);
        Map<SubmissionKey, Delivery> fresh = new LinkedHashMap<>();
        for (Delivery delivery : wanted) {
            SubmissionKey key = SubmissionKey.of(delivery);
            if (!known.containsKey(key)) {
                fresh.putIfAbsent(key, delivery);
            }
        }
        Map<SubmissionKey, Accepted> added = add(fresh);
        Map<Delivery, Accepted> answers = new LinkedHashMap<>();
        for (Delivery delivery : wanted) {
            SubmissionKey key = SubmissionKey.of(delivery);
            answers.put(delivery, Objects.requireNonNull(known.getOrDefault(key, added.get(key))));
        }
        keys.remember(answers);
        return answers;
    }

    private Map<SubmissionKey, Accepted> add(Map<SubmissionKey, Delivery> fresh) {
        Map<SubmissionKey, Accepted> added = new LinkedHashMap<>();
        if (fresh.isEmpty()) {
            return added;
        }
        originals.storeHeads(fresh.values().stream().map(Delivery::body).toList());
        List<List<Delivery>> groups = List.copyOf(groups(fresh));
        List<Receipt> receipts =
                ledger.append(groups.stream().map(Acceptance::draft).toList());
        List<SubmissionStore.Row> rows = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            for (int position = 0; position < groups.get(g).size(); position++) {
                Delivery delivery = groups.get(g).get(position);
                Accepted accepted = new Accepted(UuidV7.next(clock), receipts.get(g), position, false);
                rows.add(new SubmissionStore.Row(delivery, accepted));
                added.put(SubmissionKey.of(delivery), accepted);
            }
        }
        submissions.add(rows);
        return added;
    }

    /** Each scan and snapshot has an entry of its own; the event requests of one sender in the batch share one. */
    private static Collection<List<Delivery>> groups(Map<SubmissionKey, Delivery> fresh) {
        return fresh.values().stream()
                .collect(Collectors.groupingBy(
                        delivery -> delivery.kind().isMany() ? delivery.tokenId() : delivery,
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values();
    }

    private static Draft draft(List<Delivery> group) {
        Delivery first = group.getFirst();
        long size = group.stream().mapToLong(delivery -> delivery.body().size()).sum();
        return Draft.ofItems(
                first.kind().entry(),
                first.sender(),
                group.stream().map(Acceptance::item).toList(),
                size);
    }

    private static Map<String, Object> item(Delivery delivery) {
        return Map.of(
                "context", delivery.context().values(),
                "encoding", delivery.encoding(),
                "sha256", delivery.body().sha256().hex(),
                "token", delivery.tokenId().toString());
    }
}
