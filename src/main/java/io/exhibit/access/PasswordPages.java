package io.exhibit.access;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Everybody's own password. */
@Controller
class PasswordPages {

    private final People people;

    PasswordPages(People people) {
        this.people = people;
    }

    /** The old password, and the new one twice. */
    record Change(
            @Nullable String old,
            @Nullable String password,
            @Nullable String again) {

        String wanted() {
            if (!Objects.equals(password, again)) {
                throw new InvalidRequest("The new password is not the same in both fields.");
            }
            return password == null ? "" : password;
        }
    }

    @GetMapping("/password")
    String form(Model model) {
        model.addAttribute(
                "ofOther",
                Callers.officer()
                        .map(Officer::id)
                        .map(people::hasPasswordOfOther)
                        .orElse(false));
        model.addAttribute("shortest", People.SHORTEST_PASSWORD);
        return "access/password";
    }

    @PostMapping("/password")
    String change(Change change, Model model, HttpServletResponse response) {
        Officer officer = Callers.officer().orElseThrow(() -> new NotFound("person"));
        try {
            String old = change.old() == null ? "" : change.old();
            people.changePassword(officer.id(), old, change.wanted(), Callers.current());
        } catch (InvalidRequest refused) {
            response.setStatus(refused.status());
            model.addAttribute("refused", refused.detail());
            return form(model);
        }
        return "redirect:/sign-in?changed";
    }
}
