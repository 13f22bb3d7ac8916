package io.exhibit.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends the session of a person who was disabled, or given another role or password, since signing in; leads whoever has a password
 * that somebody else set to the page on which it is changed.
 */
class PersonFilter extends OncePerRequestFilter {

    private static final RequestMatcher ALLOWED = new OrRequestMatcher(
            PathPatternRequestMatcher.pathPattern("/password"),
            PathPatternRequestMatcher.pathPattern("/sign-out"),
            PathPatternRequestMatcher.pathPattern("/assets/**"));

    private final Persons persons;

    PersonFilter(Persons persons) {
        this.persons = persons;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Officer> officer = Callers.officer();
        Optional<Person> person =
                officer.flatMap(signedIn -> persons.findById(signedIn.id()).filter(signedIn::isStill));
        if (officer.isPresent() && person.isEmpty()) {
            end(request);
        }
        if (person.isPresent() && person.get().isPasswordOfOther() && !ALLOWED.matches(request)) {
            response.sendRedirect(request.getContextPath() + "/password");
            return;
        }
        chain.doFilter(request, response);
    }

    private static void end(HttpServletRequest request) {
        SecurityContextHolder.clearContext();
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
