package io.exhibit.examinations;

import io.exhibit.access.Callers;
import io.exhibit.access.Officer;
import io.exhibit.access.Role;
import io.exhibit.controls.Catalogue;
import io.exhibit.controls.Control;
import io.exhibit.controls.Framework;
import io.exhibit.estate.Scope;
import io.exhibit.examinations.Terms.Days;
import io.exhibit.kernel.Address;
import io.exhibit.kernel.Choice;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Where examiners begin: what their mandates say, what was handed over, and where it leads on. */
@Controller
class OwnMandatePage {

    private final Mandates mandates;
    private final MandateStore store;
    private final PackStore packs;
    private final Catalogue catalogue;

    OwnMandatePage(Mandates mandates, MandateStore store, PackStore packs, Catalogue catalogue) {
        this.mandates = mandates;
        this.store = store;
        this.packs = packs;
        this.catalogue = catalogue;
    }

    /** A framework of a mandate, and links to its controls. */
    record Chapter(String title, String notice, List<Choice> controls) {}

    /** A mandate in force: its packs, and links to what can be looked at here; begun is false while no day that is examined has come. */
    record Held(
            Mandate mandate,
            boolean begun,
            List<PackStore.Line> packs,
            List<Choice> findings,
            List<Chapter> chapters) {}

    @GetMapping("/mandate")
    String own(Model model) {
        Optional<Officer> examiner = Callers.officer().filter(officer -> officer.role() == Role.EXAMINER);
        if (examiner.isEmpty()) {
            return "redirect:/mandates";
        }
        LocalDate today = mandates.today();
        model.addAttribute(
                "held",
                store.inForce(examiner.get().id(), today).stream()
                        .map(mandate -> held(mandate, today))
                        .toList());
        return "examinations/own";
    }

    private Held held(Mandate mandate, LocalDate today) {
        Terms said = mandate.said();
        return new Held(
                mandate,
                !today.isBefore(said.examined().from()),
                packs.handed(mandate.entry()),
                said.scopes().stream()
                        .map(scope -> new Choice(
                                at("/findings", scope, said.examined(), today).text(), new Scope(scope).title()))
                        .toList(),
                said.frameworks().stream()
                        .flatMap(framework -> catalogue.find(framework).stream())
                        .map(framework -> chapter(framework, said, today))
                        .toList());
    }

    private static Chapter chapter(Framework framework, Terms said, LocalDate today) {
        return new Chapter(
                framework.name() + " " + framework.version(),
                framework.notice(),
                framework.controls().stream()
                        .map(control -> new Choice(
                                link(control, said, today), control.id().code() + " " + control.title()))
                        .toList());
    }

    private static String link(Control control, Terms said, LocalDate today) {
        Days days = said.examined();
        return at(
                        "/controls/" + control.id().framework() + "/"
                                + control.id().code(),
                        said.scopes().getFirst(),
                        days,
                        today)
                .with("from", days.from())
                .with("to", days.contains(today) ? today : days.to())
                .text();
    }

    private static Address at(String path, String scope, Days days, LocalDate today) {
        @Nullable LocalDate asOf = days.contains(today) ? null : days.to();
        return Address.of(path).with("scope", scope).with("asOf", asOf);
    }
}
