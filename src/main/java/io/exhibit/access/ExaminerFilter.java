package io.exhibit.access;

import io.exhibit.access.ExaminerGate.Answer;
import io.exhibit.kernel.Text;
import io.exhibit.ledger.ActivityTrail;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets an examiner through where a mandate reaches and nowhere else, and leaves a line in the trail of what was asked for, refused or not. */
class ExaminerFilter extends OncePerRequestFilter {

    private static final int LONGEST = 1000;

    /** What belongs to being signed in, and says nothing of the bank. */
    private static final RequestMatcher FOR_EVERYBODY = new OrRequestMatcher(
            PathPatternRequestMatcher.pathPattern("/password"),
            PathPatternRequestMatcher.pathPattern("/sign-in"),
            PathPatternRequestMatcher.pathPattern("/sign-out"),
            PathPatternRequestMatcher.pathPattern("/error"),
            PathPatternRequestMatcher.pathPattern("/problems/*"),
            PathPatternRequestMatcher.pathPattern("/assets/**"));

    /** Files leave a line of their own when they are handed out. */
    private static final Pattern FILE = Pattern.compile(".*\\.(csv|pdf|zip|json)");

    private final ExaminerGate gate;
    private final ActivityTrail trail;

    ExaminerFilter(ExaminerGate gate, ActivityTrail trail) {
        this.gate = gate;
        this.trail = trail;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Officer> examiner = Callers.officer().filter(officer -> officer.role() == Role.EXAMINER);
        if (examiner.isEmpty() || FOR_EVERYBODY.matches(request)) {
            chain.doFilter(request, response);
            return;
        }
        Answer answer = gate.judge(examiner.get().id(), request);
        if (answer.instead() != null) {
            response.sendRedirect(request.getContextPath() + answer.instead());
            return;
        }
        if (!answer.open()) {
            trail.refused(Callers.current(), "page.read", asked(request));
            throw new AccessDeniedException("No mandate covers it");
        }
        if (!FILE.matcher(request.getRequestURI()).matches()) {
            trail.record(Callers.current(), "page." + (isRead(request) ? "read" : "sent"), asked(request));
        }
        chain.doFilter(request, response);
    }

    private static boolean isRead(HttpServletRequest request) {
        return request.getMethod().equals("GET");
    }

    private static String asked(HttpServletRequest request) {
        String query = request.getQueryString();
        return Text.clean(request.getRequestURI() + (query == null ? "" : "?" + query), LONGEST);
    }
}
