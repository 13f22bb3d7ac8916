package io.exhibit;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers every refusal: as a problem (RFC 9457) to machines, as a page to people. */
@ControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    @ExceptionHandler
    Object on(Refusal refusal, HttpServletRequest request) {
        return request.getRequestURI().startsWith("/api/") ? problem(refusal) : page(refusal);
    }

    @ExceptionHandler
    Object on(InvalidParameterException unreadable, HttpServletRequest request) {
        return on(
                new InvalidRequest("A parameter is not text in UTF-8, or not encoded as one in an address is."),
                request);
    }

    private static ResponseEntity<ProblemDetail> problem(Refusal refusal) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(HttpStatus.valueOf(refusal.status()), refusal.detail());
        problem.setType(URI.create("/problems/" + refusal.slug()));
        problem.setTitle(refusal.title());
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(refusal.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        refusal.retryAfter()
                .ifPresent(wait -> answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds())));
        return answer.body(problem);
    }

    private static ModelAndView page(Refusal refusal) {
        ModelAndView page = new ModelAndView("error", HttpStatus.valueOf(refusal.status()));
        page.addObject("status", refusal.status());
        page.addObject("title", refusal.title());
        page.addObject("detail", refusal.detail());
        return page;
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ServletWebRequest exchange = (ServletWebRequest) request;
        if (exchange.getRequest().getRequestURI().startsWith("/api/") || exchange.getResponse() == null) {
            ResponseEntity<Object> answer = super.handleExceptionInternal(failure, body, headers, status, request);
            if (answer != null && answer.getBody() instanceof ProblemDetail problem) {
                complete(problem, failure);
            }
            return answer;
        }
        try {
            // A person gets the error page: no body here, the container asks for it.
            exchange.getResponse().sendError(status.value());
            return null;
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** What the framework leaves open: the type, and words that help. */
    private static void complete(ProblemDetail problem, Exception failure) {
        String slug = switch (problem.getStatus()) {
            case 400 -> "invalid-request";
            case 404 -> "not-found";
            case 413 -> "too-large";
            case 415 -> "unsupported-media-type";
            default -> problem.getStatus() < 500 ? "request-refused" : "unexpected";
        };
        problem.setType(URI.create("/problems/" + slug));
        if (failure instanceof HttpMessageNotReadableException) {
            problem.setDetail("The body is not JSON as the description of the API has it.");
        } else if (slug.equals("not-found")) {
            problem.setDetail("There is nothing at this address.");
        }
    }
}
