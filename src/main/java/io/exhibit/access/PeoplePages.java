package io.exhibit.access;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Text;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who may sign in: administrators let people in, give them a first password and close their doors. */
@Controller
class PeoplePages {

    private static final String PAGE = "access/people";

    private final People people;
    private final Persons persons;
    private final Clock clock;

    PeoplePages(People people, Persons persons, Clock clock) {
        this.people = people;
        this.persons = persons;
        this.clock = clock;
    }

    /** A person as the list shows them. */
    record Line(
            UUID id,
            String email,
            String name,
            String role,
            String state,
            Instant since,
            boolean enabled,
            boolean self) {}

    /** What was entered about somebody new. */
    record Entry(
            @Nullable String email,
            @Nullable String name,
            @Nullable String role,
            @Nullable String password) {

        static final Entry NONE = new Entry("", "", Role.SECURITY_ENGINEER.name(), "");

        String text(@Nullable String field) {
            return field == null ? "" : Text.clean(field, 1000);
        }

        Role chosen() {
            try {
                return Role.valueOf(text(role).toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException unknown) {
                throw new InvalidRequest("Choose one of the roles.");
            }
        }
    }

    @GetMapping("/people")
    String list(Model model) {
        return show(model, Entry.NONE);
    }

    @PostMapping("/people")
    String add(Entry entry, Model model, HttpServletResponse response) {
        try {
            boolean given = !entry.text(entry.password()).isEmpty();
            String password = given ? entry.text(entry.password()) : Secrets.password();
            String email = entry.text(entry.email());
            people.add(email, entry.text(entry.name()), entry.chosen(), password, Callers.current());
            model.addAttribute("done", email.strip() + " may sign in now.");
            if (!given) {
                model.addAttribute("secret", password);
            }
            return show(model, Entry.NONE);
        } catch (InvalidRequest refused) {
            return refuse(refused, entry, model, response);
        }
    }

    @PostMapping("/people/{id}/disable")
    String disable(@PathVariable UUID id, Model model, HttpServletResponse response, RedirectAttributes after) {
        try {
            people.disable(id, Callers.current());
        } catch (InvalidRequest refused) {
            return refuse(refused, Entry.NONE, model, response);
        }
        after.addFlashAttribute(
                "done", "The account is closed. Whoever was signed in with it is out with their next click.");
        return "redirect:/people";
    }

    @PostMapping("/people/{id}/enable")
    String enable(@PathVariable UUID id, RedirectAttributes after) {
        people.enable(id, Callers.current());
        after.addFlashAttribute("done", "The account is open again, with the password it had.");
        return "redirect:/people";
    }

    @PostMapping("/people/{id}/password")
    String password(@PathVariable UUID id, Model model, HttpServletResponse response) {
        try {
            model.addAttribute("secret", people.resetPassword(id, Callers.current()));
            model.addAttribute("done", "There is a new password; the old one is void.");
            return show(model, Entry.NONE);
        } catch (InvalidRequest refused) {
            return refuse(refused, Entry.NONE, model, response);
        }
    }

    private String refuse(InvalidRequest refused, Entry entry, Model model, HttpServletResponse response) {
        response.setStatus(refused.status());
        model.addAttribute("refused", refused.detail());
        return show(model, entry);
    }

    private String show(Model model, Entry entry) {
        model.addAttribute("entry", entry);
        model.addAttribute("roles", List.of(Role.values()));
        model.addAttribute(
                "lines",
                persons.findAllByOrderByEmail().stream().map(this::line).toList());
        model.addAttribute("shortest", People.SHORTEST_PASSWORD);
        return PAGE;
    }

    private Line line(Person person) {
        return new Line(
                person.id(),
                person.email(),
                person.name(),
                person.role().title(),
                person.isEnabled() ? person.isLocked(clock.instant()) ? "locked" : "open" : "closed",
                person.createdAt(),
                person.isEnabled(),
                person.id().equals(Callers.current().id()));
    }
}
