package io.exhibit.access;

import io.exhibit.ledger.ActivityTrail;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers a machine that may not come in, or may not do that, as RFC 9457 wants it. */
@Component
class ProblemWriter implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final JsonMapper json;
    private final ActivityTrail trail;

    ProblemWriter(JsonMapper json, ActivityTrail trail) {
        this.json = json;
        this.trail = trail;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        response.setHeader("WWW-Authenticate", "Bearer realm=\"exhibit\"");
        write(
                response,
                HttpStatus.UNAUTHORIZED,
                "unauthorized",
                "No valid token came with the request: send Authorization: Bearer.");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
            throws IOException {
        trail.refused(Callers.current(), "api.called", request.getMethod() + " " + request.getRequestURI());
        write(response, HttpStatus.FORBIDDEN, "forbidden", "The token is valid, but its scopes do not allow this.");
    }

    private void write(HttpServletResponse response, HttpStatus status, String slug, String detail) throws IOException {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("/problems/" + slug));
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}
