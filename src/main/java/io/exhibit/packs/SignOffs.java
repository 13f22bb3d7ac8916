package io.exhibit.packs;

import io.exhibit.access.Role;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.ledger.Actor;
import io.exhibit.ledger.Decisions;
import io.exhibit.packs.EvidencePack.State;
import io.exhibit.packs.SignOff.Kind;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The three people whose names a sealed pack has: one prepares it, another reviews the draft, a third approves it; then it is sealed. Each
 * stands by words of their own, each is an entry of the ledger, and nobody signs one pack twice.
 */
@Component
class SignOffs {

    private static final int LONGEST = 1000;

    private final Packs packs;
    private final Blockers blockers;
    private final SignOffStore store;
    private final Decisions decisions;
    private final ReportSigning signing;
    private final Clock clock;

    SignOffs(
            Packs packs,
            Blockers blockers,
            SignOffStore store,
            Decisions decisions,
            ReportSigning signing,
            Clock clock) {
        this.packs = packs;
        this.blockers = blockers;
        this.store = store;
        this.decisions = decisions;
        this.signing = signing;
        this.clock = clock;
    }

    List<Blocker> blockers(UUID pack) {
        return blockers.of(pack);
    }

    List<SignOff> of(UUID pack) {
        return store.of(pack);
    }

    /** What the person may do with the pack as it stands: the signature that it waits for, and how it can be ended. */
    List<Kind> open(PackView pack, Actor by) {
        UUID person = by.id();
        if (by.kind() != Actor.Kind.PERSON || person == null) {
            return List.of();
        }
        Optional<Role> role = store.role(person);
        List<SignOff> said = store.of(pack.id());
        return possible(pack, said).stream()
                .filter(kind -> role.filter(kind::isFor).isPresent())
                .filter(kind -> kind == Kind.WITHDRAWN || !hasSigned(said, person))
                .toList();
    }

    private static List<Kind> possible(PackView pack, List<SignOff> said) {
        boolean prepared = said.stream().anyMatch(one -> one.kind() == Kind.PREPARED);
        return switch (pack.state()) {
            case REQUESTED, WORKING -> prepared ? List.of(Kind.WITHDRAWN) : List.of(Kind.PREPARED, Kind.WITHDRAWN);
            case DRAFT ->
                prepared
                        ? List.of(Kind.REVIEWED, Kind.RETURNED, Kind.WITHDRAWN)
                        : List.of(Kind.PREPARED, Kind.RETURNED, Kind.WITHDRAWN);
            case REVIEWED -> List.of(Kind.APPROVED, Kind.DECLINED, Kind.WITHDRAWN);
            default -> List.of();
        };
    }

    private static boolean hasSigned(List<SignOff> said, UUID person) {
        return said.stream()
                .anyMatch(one -> one.kind().isSignature() && one.by().equals(person));
    }

    /** Says it in the name of the person; the reason is for what ends a pack. */
    @Transactional
    public void say(UUID id, Kind kind, String reason, Actor by) {
        EvidencePack pack = packs.findForUpdate(id).orElseThrow(() -> new NotFound("pack"));
        PackView view = pack.view();
        check(view, kind, reason, by);
        enter(view, kind, reason.strip(), by);
        switch (kind) {
            case PREPARED -> {}
            case REVIEWED -> pack.rest(State.REVIEWED, "Waiting for its approver");
            case APPROVED -> pack.rest(State.APPROVED, "Waiting to be sealed");
            case RETURNED -> pack.rest(State.RETURNED, "Sent back by its reviewer");
            case DECLINED -> pack.rest(State.DECLINED, "Declined by its approver");
            case WITHDRAWN -> pack.rest(State.WITHDRAWN, "Withdrawn");
        }
    }

    /** The preparer's words with the request itself, in its transaction. */
    void prepare(PackView pack, Actor by) {
        check(pack, Kind.PREPARED, "", by);
        enter(pack, Kind.PREPARED, "", by);
    }

    private void check(PackView pack, Kind kind, String reason, Actor by) {
        List<SignOff> said = store.of(pack.id());
        UUID person = person(by);
        if (!kind.isFor(role(person))) {
            throw new InvalidRequest("That is not for a person of this role.");
        }
        if (!possible(pack, said).contains(kind)) {
            throw new InvalidRequest(refusal(pack, kind));
        }
        if (kind != Kind.WITHDRAWN && hasSigned(said, person)) {
            throw new InvalidRequest(
                    "Preparer, reviewer and approver are three different people: nobody signs one pack twice.");
        }
        if (kind == Kind.REVIEWED || kind == Kind.APPROVED) {
            insistOnGates(pack);
        }
        insistOnReason(kind, reason);
        insistOnLife(pack);
        if (kind == Kind.APPROVED) {
            insistOnPlace(pack);
            insistOnCertificate(pack);
        }
    }

    private void insistOnGates(PackView pack) {
        if (!blockers.of(pack.id()).isEmpty()) {
            throw new InvalidRequest("This draft cannot be sealed; its page says why, and what to do. Send it back.");
        }
    }

    private static void insistOnReason(Kind kind, String reason) {
        if (!kind.isSignature() && (reason.isBlank() || reason.length() > LONGEST)) {
            throw new InvalidRequest("Say why, in at most " + LONGEST + " characters.");
        }
    }

    private void insistOnLife(PackView pack) {
        if (pack.draft()
                .filter(draft -> !clock.instant().isBefore(draft.until()))
                .isPresent()) {
            throw new InvalidRequest("This draft has lapsed: it waited longer than " + DraftFiles.LIFE.toDays()
                    + " days. Ask for a new pack.");
        }
    }

    private static String refusal(PackView pack, Kind kind) {
        return switch (kind) {
            case REVIEWED -> "A draft is reviewed once, after somebody has prepared it; this pack is not such a draft.";
            case APPROVED -> "A draft is approved once, after somebody has reviewed it; this pack is not such a draft.";
            default -> "The pack has gone on meanwhile: " + pack.step() + ". Look at it again.";
        };
    }

    private void insistOnPlace(PackView pack) {
        if (pack.superseding()
                .filter(old -> !packs.findSuccessors(List.of(old.pack())).isEmpty())
                .isPresent()) {
            throw new InvalidRequest(
                    "Another pack has superseded the one that this was to supersede. Decline it, and ask for"
                            + " one that supersedes that other.");
        }
    }

    /** Three people should not sign for nothing: what could not be signed afterwards is not approved. */
    private void insistOnCertificate(PackView pack) {
        try {
            signing.signatory(pack);
        } catch (UnsoundPack unusable) {
            throw new InvalidRequest(String.valueOf(unusable.getMessage()));
        }
    }

    private void enter(PackView pack, Kind kind, String reason, Actor by) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("pack", pack.id().toString());
        detail.put("role", role(person(by)).name());
        detail.put("statement", kind.statement());
        detail.put("reason", reason);
        pack.draft().ifPresent(draft -> detail.put("draft_sha256", draft.zip().hex()));
        store.keep(decisions.make(by, kind.entry(), "pack " + pack.id(), detail));
    }

    private Role role(UUID person) {
        return store.role(person).orElseThrow(() -> new InvalidRequest("Only people of the bank sign packs."));
    }

    private static UUID person(Actor by) {
        UUID id = by.id();
        if (by.kind() != Actor.Kind.PERSON || id == null) {
            throw new InvalidRequest("Only people sign packs.");
        }
        return id;
    }
}
