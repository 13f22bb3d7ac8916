package io.exhibit.dashboard;

import io.exhibit.access.Callers;
import io.exhibit.estate.Scope;
import io.exhibit.kernel.Address;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.ledger.ActivityTrail;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The letter to the owner of a system: shown, to be copied into a mail. Exhibit itself sends none. */
@Controller
class OwnerLetterPages {

    private static final String SYSTEM = "system:";

    private final OwnerLetterStore store;
    private final ActivityTrail activity;
    private final Clock clock;

    OwnerLetterPages(OwnerLetterStore store, ActivityTrail activity, Clock clock) {
        this.store = store;
        this.activity = activity;
        this.clock = clock;
    }

    @GetMapping("/progress/letter")
    String letter(
            @RequestParam(required = false) @Nullable String scope,
            @RequestParam(required = false) @Nullable String asOf,
            Model model,
            HttpServletRequest request) {
        String system = Scope.parse(scope == null ? "" : scope).text();
        if (!system.startsWith(SYSTEM)) {
            throw new InvalidRequest("A letter goes to the owner of one system: scope is written system:<code>.");
        }
        OwnerLetter letter = store.letter(system.substring(SYSTEM.length()), AsOf.read(asOf, clock));
        String host =
                ServletUriComponentsBuilder.fromContextPath(request).build().toUriString();
        activity.record(Callers.current(), "letter.written", system);
        model.addAttribute("letter", letter);
        model.addAttribute(
                "text",
                letter.text(host + Address.of("/timeline").with("scope", system).with("asOf", asOf)));
        return "dashboard/letter";
    }
}
