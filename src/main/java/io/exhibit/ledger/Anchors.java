package io.exhibit.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** How it stands with those outside who vouch for checkpoints: what came last, how old it is, and whether it should have come again. */
@Component
@ConditionalOnWebApplication
public class Anchors {

    private final List<Anchor> anchors;
    private final AnchorStates states;
    private final Anchoring anchoring;
    private final Clock clock;

    Anchors(List<Anchor> anchors, AnchorStates states, Anchoring anchoring, Clock clock) {
        this.anchors = List.copyOf(anchors);
        this.states = states;
        this.anchoring = anchoring;
        this.clock = clock;
    }

    /** Whether one is set, and comes. */
    public enum State {
        OFF,
        NONE_YET,
        WORKING,
        FAILING
    }

    /**
     * What came last: the size of the checkpoint, the time that is vouched for, by whom, and its age; failing since when; why the last
     * attempt of this process failed, if it did.
     */
    public record Standing(
            String anchor,
            State state,
            @Nullable Long size,
            @Nullable Instant at,
            @Nullable String by,
            @Nullable Long ageSeconds,
            @Nullable Instant since,
            @Nullable String reason) {}

    /** One for each kind, set or not. */
    public List<Standing> standings() {
        List<Standing> standings = new ArrayList<>();
        for (Anchor anchor : anchors) {
            standings.add(standing(anchor));
        }
        return standings;
    }

    /** Whether a witness should soon sign a checkpoint of so many entries: one is set, answers, and has not signed one yet. */
    public boolean isCosignatureComing(long size) {
        return anchors.stream()
                .filter(anchor -> anchor.name().equals(WitnessAnchor.NAME) && anchor.isWanted())
                .anyMatch(witness -> anchoring.failure(witness).isEmpty()
                        && states.of(witness).filter(state -> !state.works()).isEmpty()
                        && witness.last().filter(last -> last.size() >= size).isEmpty());
    }

    private Standing standing(Anchor anchor) {
        Optional<Anchor.Vouched> last = anchor.last();
        Optional<AnchorStates.State> failing =
                anchor.isWanted() ? states.of(anchor).filter(state -> !state.works()) : Optional.empty();
        return new Standing(
                anchor.name(),
                state(anchor, last.isPresent(), failing.isPresent()),
                last.map(Anchor.Vouched::size).orElse(null),
                last.map(Anchor.Vouched::at).orElse(null),
                last.map(Anchor.Vouched::by).orElse(null),
                last.map(one -> Duration.between(one.at(), clock.instant()).toSeconds())
                        .orElse(null),
                failing.map(AnchorStates.State::since).orElse(null),
                anchoring
                        .failure(anchor)
                        .map(Anchoring.Failure::reason)
                        .or(() -> failing.map(AnchorStates.State::reason))
                        .orElse(null));
    }

    private static State state(Anchor anchor, boolean came, boolean failing) {
        if (!anchor.isWanted()) {
            return State.OFF;
        }
        if (failing) {
            return State.FAILING;
        }
        return came ? State.WORKING : State.NONE_YET;
    }
}
