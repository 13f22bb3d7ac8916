package io.exhibit.assessment;

import io.exhibit.controls.Framework;
import io.exhibit.controls.Standing;
import java.util.List;

/** A framework to choose from, with how many of its controls have which result; judged is false while nothing was asked. */
record FrameworkLine(
        String id,
        String name,
        String version,
        boolean withdrawn,
        boolean chosen,
        boolean judged,
        String link,
        long satisfied,
        long compensated,
        long violated,
        long unknown,
        long notApplicable) {

    static FrameworkLine of(Framework framework, boolean chosen, String link, List<Result> results) {
        return new FrameworkLine(
                framework.id().text(),
                framework.name(),
                framework.version(),
                framework.standing() == Standing.WITHDRAWN,
                chosen,
                !results.isEmpty(),
                link,
                count(results, Result.SATISFIED),
                count(results, Result.SATISFIED_COMPENSATED),
                count(results, Result.NOT_SATISFIED),
                count(results, Result.INSUFFICIENT_EVIDENCE) + count(results, Result.NOT_EVALUATED),
                count(results, Result.NOT_APPLICABLE));
    }

    private static long count(List<Result> results, Result wanted) {
        return results.stream().filter(wanted::equals).count();
    }
}
