package io.exhibit.alerts;

import io.exhibit.access.Callers;
import io.exhibit.kernel.InvalidRequest;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The forms with which people take alerts up and close them, from the list or from the page of one. */
@Controller
class AlertActions {

    private final AlertHandling handling;

    AlertActions(AlertHandling handling) {
        this.handling = handling;
    }

    @PostMapping("/alerts/acknowledge")
    String acknowledge(
            @RequestParam(name = "alert", defaultValue = "") List<UUID> alerts,
            @RequestParam(defaultValue = "") String back,
            RedirectAttributes flash) {
        try {
            tell(flash, handling.acknowledge(alerts, Callers.current()), "acknowledged");
        } catch (InvalidRequest problem) {
            flash.addFlashAttribute("problem", problem.detail());
        }
        return "redirect:" + safe(back);
    }

    @PostMapping("/alerts/close")
    String close(
            @RequestParam(name = "alert", defaultValue = "") List<UUID> alerts,
            @RequestParam(required = false) @Nullable Disposition disposition,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String back,
            RedirectAttributes flash) {
        try {
            tell(flash, handling.close(alerts, chosen(disposition), reason, Callers.current()), "closed");
            flash.addFlashAttribute("incident", disposition == Disposition.TRUE_POSITIVE);
        } catch (InvalidRequest problem) {
            flash.addFlashAttribute("problem", problem.detail());
            flash.addFlashAttribute("typedReason", reason);
            flash.addFlashAttribute("chosenDisposition", disposition == null ? "" : disposition.name());
            flash.addFlashAttribute(
                    "selected", alerts.stream().map(UUID::toString).toList());
        }
        return "redirect:" + safe(back);
    }

    private static Disposition chosen(@Nullable Disposition disposition) {
        if (disposition == null) {
            throw new InvalidRequest("Say what it turned out to be: closing an alert needs a disposition.");
        }
        return disposition;
    }

    private static void tell(RedirectAttributes flash, Handled handled, String verb) {
        String changed =
                handled.changed().size() == 1 ? "1 alert" : handled.changed().size() + " alerts";
        String rest = handled.unchanged() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        " %d left as before: somebody had done it already, or there is no such alert.",
                        handled.unchanged());
        flash.addFlashAttribute("done", changed + " " + verb + "." + rest);
    }

    /** Only back to a page of alerts: never to where a forged form wants. */
    private static String safe(String back) {
        return back.matches("/alerts(/[0-9a-f-]{36})?(\\?[A-Za-z0-9_=&%.:+~-]*)?") ? back : "/alerts";
    }
}
