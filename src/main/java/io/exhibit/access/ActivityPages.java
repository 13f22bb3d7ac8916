package io.exhibit.access;

import io.exhibit.kernel.Address;
import io.exhibit.kernel.Choice;
import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.Text;
import io.exhibit.ledger.ActivityTrail;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The activity trail: who did what, when, from where. Reading it is itself a line in it (PCI DSS 10.2.1.3). */
@Controller
class ActivityPages {

    private static final int ROOM = 100;
    private static final List<Choice> OUTCOMES =
            List.of(new Choice("", "done or refused"), new Choice("DONE", "done"), new Choice("REFUSED", "refused"));

    private final ActivityStore store;
    private final ActivityTrail trail;

    ActivityPages(ActivityStore store, ActivityTrail trail) {
        this.store = store;
        this.trail = trail;
    }

    /** What is asked of the trail, as it came. */
    record Asked(
            @Nullable String action,
            @Nullable String actor,
            @Nullable String outcome,
            @Nullable String cursor) {

        static String plain(@Nullable String text) {
            return text == null ? "" : Text.clean(text, 200).strip();
        }

        Address address(@Nullable String next) {
            return Address.of("/activity")
                    .with("action", plain(action))
                    .with("actor", plain(actor))
                    .with("outcome", plain(outcome))
                    .with("cursor", next);
        }
    }

    @GetMapping("/activity")
    String activity(Asked asked, Model model) {
        String cursor = Asked.plain(asked.cursor());
        if (cursor.isEmpty()) {
            trail.record(Callers.current(), "activity.read", asked.address(null).text());
        }
        Excerpt<ActivityStore.Line> page = Excerpt.of(
                store.page(
                        Asked.plain(asked.action()).toLowerCase(Locale.ROOT),
                        Asked.plain(asked.actor()),
                        Asked.plain(asked.outcome()).toUpperCase(Locale.ROOT),
                        cursor.isEmpty() ? null : Cursor.read(cursor),
                        ROOM + 1),
                ROOM);
        model.addAttribute("asked", asked);
        model.addAttribute("outcomes", OUTCOMES);
        model.addAttribute("page", page);
        model.addAttribute(
                "first", cursor.isEmpty() ? null : asked.address(null).text());
        model.addAttribute("next", page.more() ? next(asked, page.last()) : null);
        return "access/activity";
    }

    private static String next(Asked asked, ActivityStore.Line last) {
        return asked.address(new Cursor(last.at(), last.id()).text()).text();
    }
}
