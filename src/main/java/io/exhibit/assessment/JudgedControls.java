package io.exhibit.assessment;

import io.exhibit.controls.Catalogue;
import io.exhibit.controls.Control;
import io.exhibit.controls.ControlId;
import io.exhibit.estate.Scope;
import io.exhibit.findings.ControlJudgements;
import io.exhibit.kernel.Choice;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tells exceptions how the controls that they rely on were judged last. */
@Component
class JudgedControls implements ControlJudgements {

    private final Catalogue catalogue;
    private final Evaluation evaluation;
    private final Standings standings;
    private final Clock clock;

    JudgedControls(Catalogue catalogue, Evaluation evaluation, Standings standings, Clock clock) {
        this.catalogue = catalogue;
        this.evaluation = evaluation;
        this.standings = standings;
        this.clock = clock;
    }

    @Override
    public List<Choice> controls() {
        return catalogue.frameworks().stream()
                .flatMap(framework -> framework.controls().stream())
                .filter(this::isJudged)
                .map(control -> new Choice(name(control.id()), control.id() + ", " + control.title()))
                .toList();
    }

    @Override
    public List<Scope> scopes() {
        return Reassessment.SCOPES;
    }

    @Override
    public Optional<Failure> failure(String control, Scope scope) {
        return standings.newest(scope, clock.instant()).stream()
                .filter(standing -> name(standing.control()).equals(control))
                .filter(standing -> standing.result() == Result.NOT_SATISFIED)
                .map(standing -> new Failure(standing.checked(), standing.reason()))
                .findFirst();
    }

    private boolean isJudged(Control control) {
        return control.checks().stream()
                .anyMatch(use -> evaluation.built(use.check().id()).isPresent());
    }

    private static String name(ControlId id) {
        return id.framework().text() + "/" + id.code();
    }
}
