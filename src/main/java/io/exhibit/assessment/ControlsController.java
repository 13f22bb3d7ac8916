package io.exhibit.assessment;

import io.exhibit.assessment.ControlQuery.Asked;
import io.exhibit.controls.Catalogue;
import io.exhibit.controls.Framework;
import io.exhibit.controls.Parameter;
import io.exhibit.kernel.NotFound;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Controls and what their checks say, for machines. */
@RestController
class ControlsController {

    private final Catalogue catalogue;
    private final Assessments assessments;
    private final Trailing trailing;
    private final Clock clock;

    ControlsController(Catalogue catalogue, Assessments assessments, Trailing trailing, Clock clock) {
        this.catalogue = catalogue;
        this.assessments = assessments;
        this.trailing = trailing;
        this.clock = clock;
    }

    /** What was asked, and the answer by framework. */
    record Answer(
            String scope, Instant from, Instant to, Instant asOf, String catalogue, List<FrameworkAnswer> frameworks) {}

    /** A framework and its controls. */
    record FrameworkAnswer(
            String id, String name, String version, String status, String notice, List<ControlAnswer> controls) {}

    /** A control; manual parts are in no result. */
    record ControlAnswer(
            String control,
            String title,
            String paragraph,
            Result result,
            String reason,
            List<String> manual,
            List<CheckAnswer> checks) {}

    /** A check; version 0: none is built yet. The scope is the one that was really asked about. */
    record CheckAnswer(
            String check,
            String name,
            int version,
            String scope,
            Result result,
            Counts counts,
            String reason,
            List<String> missing,
            List<Parameter> parameters) {}

    /** One snapshot for all of it; without a framework all of them. */
    @GetMapping("/api/v1/controls")
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Answer controls(ControlQuery query) {
        Asked asked = query.read(clock, trailing);
        Map<Question, CheckResult> known = new HashMap<>();
        return new Answer(
                asked.scope().text(),
                asked.period().from(),
                asked.period().to(),
                asked.asOf().at(),
                catalogue.version().hex(),
                frameworks(query).stream()
                        .map(framework -> answer(framework, asked, known))
                        .toList());
    }

    private List<Framework> frameworks(ControlQuery query) {
        String wanted = ControlQuery.plain(query.framework());
        return wanted.isEmpty()
                ? catalogue.frameworks()
                : List.of(catalogue.find(wanted).orElseThrow(() -> new NotFound("framework")));
    }

    private FrameworkAnswer answer(Framework framework, Asked asked, Map<Question, CheckResult> known) {
        return new FrameworkAnswer(
                framework.id().text(),
                framework.name(),
                framework.version(),
                framework.standing().name(),
                framework.notice(),
                assessments
                        .evaluate(
                                framework.id(),
                                asked.scope(),
                                asked.period(),
                                asked.asOf().at(),
                                known)
                        .stream()
                        .map(ControlsController::answer)
                        .toList());
    }

    private static ControlAnswer answer(ControlResult result) {
        return new ControlAnswer(
                result.control().id().code(),
                result.control().title(),
                result.control().paragraph(),
                result.result(),
                result.reason(),
                result.control().manual(),
                result.checks().stream().map(ControlsController::answer).toList());
    }

    private static CheckAnswer answer(CheckResult check) {
        return new CheckAnswer(
                check.check().id(),
                check.check().name(),
                check.version(),
                check.question().scope().text(),
                check.result(),
                check.counts(),
                check.reason(),
                check.gaps(),
                check.parameters());
    }
}
