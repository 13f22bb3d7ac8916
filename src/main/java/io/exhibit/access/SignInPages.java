package io.exhibit.access;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Where people come in. */
@Controller
class SignInPages {

    @GetMapping("/sign-in")
    String signIn() {
        return "access/sign-in";
    }
}
