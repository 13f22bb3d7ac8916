package io.exhibit.demo;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** While the clock tells a made-up time, nobody but the demonstration itself comes in: what they brought would be misdated. */
@Component
@OnDemo
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class WaitingRoom extends OncePerRequestFilter {

    private static final String PROBLEM = """
            {"type":"/problems/busy","title":"Not now","status":503,"detail":"The demonstration is being loaded, \
            and until then the time here is made up. Come again in some seconds."}
            """;

    private final DemoClock clock;
    private final Course course;
    private final Scenario scenario;
    private final String page;
    private volatile byte[] pass = new byte[0];

    WaitingRoom(DemoClock clock, Course course, Scenario scenario) throws IOException {
        this.clock = clock;
        this.course = course;
        this.scenario = scenario;
        this.page = new ClassPathResource("demo/waiting.html").getContentAsString(StandardCharsets.UTF_8);
    }

    /** From now on requests with this token pass. */
    void letPass(String token) {
        pass = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return !clock.isStopped()
                || path.startsWith("/actuator/health")
                || path.startsWith("/assets/")
                || hasPass(request.getHeader(HttpHeaders.AUTHORIZATION));
    }

    private boolean hasPass(String authorization) {
        byte[] expected = pass;
        return authorization != null
                && expected.length > 0
                && MessageDigest.isEqual(expected, authorization.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean machine = request.getRequestURI().startsWith("/api/");
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader(HttpHeaders.RETRY_AFTER, "5");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(
                "Content-Security-Policy", "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'");
        response.setContentType(machine ? MediaType.APPLICATION_PROBLEM_JSON_VALUE : MediaType.TEXT_HTML_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getWriter().write(machine ? PROBLEM : waiting());
    }

    private String waiting() {
        return page.replace("{day}", String.valueOf(course.day()))
                .replace("{days}", String.valueOf(scenario.past().toDays()));
    }
}
