package io.exhibit.dashboard;

import io.exhibit.access.Callers;
import io.exhibit.access.Installations;
import io.exhibit.access.Officer;
import io.exhibit.intake.DiskGuard;
import io.exhibit.kernel.AsOf;
import io.exhibit.ledger.Alarm;
import io.exhibit.ledger.Ledger;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the frame of every page shows: whose installation, who is signed in, of when, and how far the ledger has come. */
@ControllerAdvice(annotations = Controller.class)
class PageModel {

    private final Installations installations;
    private final Ledger ledger;
    private final Alarm alarm;
    private final DiskGuard disk;
    private final ScopeChoices scopes;
    private final Clock clock;

    PageModel(
            Installations installations, Ledger ledger, Alarm alarm, DiskGuard disk, ScopeChoices scopes, Clock clock) {
        this.disk = disk;
        this.installations = installations;
        this.ledger = ledger;
        this.alarm = alarm;
        this.scopes = scopes;
        this.clock = clock;
    }

    @ModelAttribute
    void fill(Model model, HttpServletRequest request) {
        // The error page stands alone: what failed may be the database that all this comes from.
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            return;
        }
        model.addAttribute("installation", installations.current());
        model.addAttribute("now", clock.instant());
        model.addAttribute("written", new Words());
        Callers.officer().ifPresent(officer -> frame(model, request, officer));
    }

    private void frame(Model model, HttpServletRequest request, Officer officer) {
        AsOf asOf = AsOf.read(request.getParameter("asOf"), request.getParameter("known"), clock);
        model.addAttribute("alarm", alarm.raised().orElse(null));
        model.addAttribute("disk", disk.trouble().orElse(null));
        model.addAttribute("person", Reader.of(officer));
        model.addAttribute("ledgerSize", asOf.isKnownNow() ? ledger.size() : ledger.sizeAt(asOf.known()));
        model.addAttribute("view", Viewing.of(request, asOf, () -> scopes.of(officer), clock.instant()));
    }
}
