package io.exhibit.packs;

import io.exhibit.controls.Framework;
import io.exhibit.estate.Scope;
import io.exhibit.kernel.Period;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** What everything in a pack is bound by: framework, scope, period, as-of and the ledger position that means the same. */
record Frame(Framework framework, Scope scope, Period period, Instant asOf, long ledgerSize) {

    /** The moment as of which things are judged: the end of the period, or as-of when that is earlier. */
    Instant judgedAt() {
        return asOf.isBefore(period.to()) ? asOf : period.to();
    }

    /** The same about another scope: guidance on third parties is asked about these alone. */
    Frame about(Scope other) {
        return new Frame(framework, other, period, asOf, ledgerSize);
    }

    /** As parameters of a query; all of them, whether it uses them or not. */
    Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("scope", scope.text());
        parameters.put("profile", framework.profile().id());
        parameters.put("from", period.from().atOffset(ZoneOffset.UTC));
        parameters.put("to", period.to().atOffset(ZoneOffset.UTC));
        parameters.put("asOf", asOf.atOffset(ZoneOffset.UTC));
        parameters.put("judgedAt", judgedAt().atOffset(ZoneOffset.UTC));
        parameters.put("ledgerSize", ledgerSize);
        return parameters;
    }
}
