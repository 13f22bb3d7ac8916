package io.exhibit.packs;

import io.exhibit.access.People;
import io.exhibit.access.Role;
import io.exhibit.ledger.Actor;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A preparer, a reviewer and an approver of a bank, who sign whatever pack a test has asked for. */
final class ThreePeople {

    private final Packs packs;
    private final SignOffs signOffs;
    private final PackWorker worker;
    private final People people;
    private final JdbcClient jdbc;
    final Actor preparer;
    final Actor reviewer;
    final Actor approver;

    ThreePeople(BeanFactory beans) {
        this.packs = beans.getBean(Packs.class);
        this.signOffs = beans.getBean(SignOffs.class);
        this.worker = beans.getBean(PackWorker.class);
        this.people = beans.getBean(People.class);
        this.jdbc = beans.getBean(JdbcClient.class);
        this.preparer = person("Petra Preparer", Role.COMPLIANCE_OFFICER);
        this.reviewer = person("Rolf Reviewer", Role.SECURITY_ENGINEER);
        this.approver = person("Ada Approver", Role.COMPLIANCE_OFFICER);
    }

    Actor person(String name, Role role) {
        String email = "signs-" + UUID.randomUUID() + "@bank.example";
        people.add(email, name, role, "correct horse battery", Actor.SYSTEM);
        UUID id = jdbc.sql("SELECT id FROM access.pub_person WHERE email = :email")
                .param("email", email)
                .query(UUID.class)
                .single();
        return new Actor(Actor.Kind.PERSON, id, email, "test");
    }

    /** Waits for the draft, has it signed, and waits until it is sealed; or until it has failed. */
    PackView seal(UUID pack) {
        if (drafted(pack).isFinal()) {
            return view(pack);
        }
        if (signOffs.of(pack).isEmpty()) {
            signOffs.say(pack, SignOff.Kind.PREPARED, "", preparer);
        }
        signOffs.say(pack, SignOff.Kind.REVIEWED, "", reviewer);
        signOffs.say(pack, SignOff.Kind.APPROVED, "", approver);
        return awaited(pack, PackView::isFinal);
    }

    PackView drafted(UUID pack) {
        return awaited(pack, view -> view.isFinal() || view.isAwaitingPeople());
    }

    private PackView awaited(UUID pack, Predicate<PackView> until) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    worker.wake();
                    return until.test(view(pack));
                });
        return view(pack);
    }

    PackView view(UUID pack) {
        return packs.findById(pack).map(EvidencePack::view).orElseThrow();
    }

    /** What a request asks for whose answer is the address of the pack. */
    static UUID named(String address) {
        return UUID.fromString(address.substring(address.lastIndexOf('/') + 1));
    }

    static Set<String> changedBySealing() {
        return Set.of(PackReport.FILE, Manifest.FILE, PackVerification.FILE, PackArchive.SUMS);
    }
}
