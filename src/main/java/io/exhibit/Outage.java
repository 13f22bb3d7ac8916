package io.exhibit;

import io.exhibit.kernel.Passing;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Around everything: while the database is away the answer is 503 and when to come again, wherever in a request that was noticed. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class Outage extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
    private static final String AGAIN = "2";
    private static final String PROBLEM = """
            {"type":"/problems/busy","title":"Not now","status":503,\
            "detail":"The database cannot be reached. It is not known whether the request was stored. Send the same request again."}""";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException failed) {
            if (!Passing.isPassing(failed) || response.isCommitted()) {
                throw failed;
            }
            LOG.warn(
                    "The database cannot be reached: {} {} is answered with 503",
                    request.getMethod(),
                    request.getRequestURI());
            LOG.debug("The failure", failed);
            answer(request, response);
        }
    }

    private static void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.reset();
        response.setHeader(HttpHeaders.RETRY_AFTER, AGAIN);
        if (request.getRequestURI().startsWith("/api/")) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.getWriter().write(PROBLEM);
        } else {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }
}
