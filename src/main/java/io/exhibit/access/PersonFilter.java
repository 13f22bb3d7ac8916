package io.exhibit.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends the session of a person who was disabled or given another role since signing in. */
class PersonFilter extends OncePerRequestFilter {

    private final Persons persons;

    PersonFilter(Persons persons) {
        this.persons = persons;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Officer> officer = Callers.officer();
        if (officer.isPresent() && !isCurrent(officer.get())) {
            SecurityContextHolder.clearContext();
            HttpSession session = request.getSession(false);
            if (session != null) {
                session.invalidate();
            }
        }
        chain.doFilter(request, response);
    }

    private boolean isCurrent(Officer officer) {
        return persons.findById(officer.id())
                .filter(person -> person.isEnabled() && person.role() == officer.role())
                .isPresent();
    }
}
