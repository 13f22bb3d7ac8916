package io.exhibit.findings;

import io.exhibit.kernel.Address;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** The part of a finding's story that is about decisions and claims: exceptions, escalations, how it was handled, what VEX documents state. */
@Component
class FindingDecisions {

    private static final int CLAIMS = 50;

    private final ExceptionsOf exceptions;
    private final EscalationStore escalations;
    private final HandlingSteps steps;
    private final VexClaims claims;

    FindingDecisions(ExceptionsOf exceptions, EscalationStore escalations, HandlingSteps steps, VexClaims claims) {
        this.exceptions = exceptions;
        this.escalations = escalations;
        this.steps = steps;
        this.claims = claims;
    }

    /** What a VEX document states about it. ask: the form that asks for it to be honoured, where that may be. */
    record Claim(VexClaims.About about, @Nullable String ask) {}

    void tell(Model model, UUID finding, String vulnerability, UUID target, Instant at) {
        List<Claim> stated = claims.finding(finding, at, CLAIMS).stream()
                .map(one ->
                        new Claim(one, one.isHonourable() ? VexPages.ask(one.claim(), vulnerability, target) : null))
                .toList();
        model.addAttribute("exceptions", exceptions.finding(finding, at));
        model.addAttribute("escalations", escalations.of(finding, vulnerability, at));
        model.addAttribute("ask", form("/exceptions/new", "vulnerabilities", vulnerability, target));
        model.addAttribute("escalate", form("/escalations/new", "vulnerability", vulnerability, target));
        model.addAttribute("handling", steps.of(finding, at));
        model.addAttribute("claims", stated);
    }

    private static String form(String path, String name, String vulnerability, UUID target) {
        return Address.of(path)
                .with(name, vulnerability)
                .with("place", "target:" + target)
                .text();
    }
}
