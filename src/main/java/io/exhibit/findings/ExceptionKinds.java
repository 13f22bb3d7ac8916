package io.exhibit.findings;

import io.exhibit.controls.Catalogue;
import io.exhibit.controls.ExceptionKind;
import io.exhibit.kernel.Choice;
import io.exhibit.kernel.NotFound;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The kinds of exception in words, as the catalogue has them. */
@Component
class ExceptionKinds {

    private final Catalogue catalogue;
    private final ControlJudgements judgements;

    ExceptionKinds(Catalogue catalogue, ControlJudgements judgements) {
        this.catalogue = catalogue;
        this.judgements = judgements;
    }

    /** What a kind changes by one regulator's clock, accepted by an assessor or not; none changes the one of what is known to be exploited. */
    record Line(Profile profile, ExceptionKind.Effect effect, boolean accepted) {

        public String words() {
            return isCompensated() ? "satisfied, compensated" : effect.effect().words();
        }

        private boolean isCompensated() {
            return accepted && effect.effect() == ExceptionKind.Strength.WHEN_ACCEPTED;
        }

        public String tone() {
            return switch (effect.effect()) {
                case SATISFIES -> "ok";
                case WHEN_ACCEPTED -> accepted ? "info" : "soon";
                case CHANGES_RANK -> "info";
                case NONE -> "late";
            };
        }
    }

    /** A kind with what it changes, for the table beside the form. */
    record Row(ExceptionKind kind, List<Line> lines) {}

    ExceptionKind kind(String id) {
        return catalogue.exceptionKind(id).orElseThrow(() -> new NotFound("kind of exception"));
    }

    List<Row> rows() {
        return catalogue.exceptionKinds().stream()
                .map(kind -> new Row(kind, lines(kind, false)))
                .toList();
    }

    /** Accepted: an assessor's acceptance of it stands on record. */
    List<Line> lines(ExceptionKind kind, boolean accepted) {
        return Arrays.stream(Profile.values())
                .filter(Profile::isOfFrameworks)
                .map(profile -> new Line(profile, kind.under(profile.name()), accepted))
                .toList();
    }

    List<Choice> choices(String none) {
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice("", none));
        catalogue.exceptionKinds().forEach(kind -> choices.add(new Choice(kind.id(), kind.name())));
        return choices;
    }

    List<Choice> justifications() {
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice("", "only for what is not affected"));
        catalogue.justifications().forEach(one -> choices.add(new Choice(one.id(), one.name())));
        return choices;
    }

    List<Choice> controls() {
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice("", "none"));
        choices.addAll(judgements.controls());
        return choices;
    }

    List<Choice> controlScopes() {
        return judgements.scopes().stream()
                .map(scope -> new Choice(scope.text(), scope.title()))
                .toList();
    }

    @Nullable
    String justification(@Nullable String id) {
        return catalogue.justifications().stream()
                .filter(one -> one.id().equals(id))
                .map(ExceptionKind.Justification::name)
                .findFirst()
                .orElse(id);
    }
}
