package io.exhibit;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** The last answer, when something failed before or outside a controller: never with inner details. */
@Controller
class Errors implements ErrorController {

    @RequestMapping("/error")
    Object error(HttpServletRequest request) {
        HttpStatus status = status(request);
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        if (path != null && path.toString().startsWith("/api/")) {
            ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail(status));
            problem.setType(URI.create("/problems/" + (status.is5xxServerError() ? "unexpected" : "request-refused")));
            return ResponseEntity.status(status)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(problem);
        }
        ModelAndView page = new ModelAndView("error", status);
        page.addObject("status", status.value());
        page.addObject("title", status.getReasonPhrase());
        page.addObject("detail", detail(status));
        return page;
    }

    private static HttpStatus status(HttpServletRequest request) {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        if (code == null) {
            // Nothing failed: somebody came to this address by hand.
            return HttpStatus.NOT_FOUND;
        }
        HttpStatus status = code instanceof Integer number ? HttpStatus.resolve(number) : null;
        return status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
    }

    private static String detail(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "There is nothing at this address.";
            case FORBIDDEN ->
                "Your role does not allow this, or the page was open too long. Go back, reload and try again.";
            case METHOD_NOT_ALLOWED -> "This address does not answer that method.";
            case CONTENT_TOO_LARGE -> "The request is too large.";
            case SERVICE_UNAVAILABLE -> "Exhibit is not ready. Try again in a moment.";
            default ->
                status.is5xxServerError()
                        ? "Something failed on our side. It is in the log; nothing that was acknowledged is lost."
                        : "The request cannot be answered as it is.";
        };
    }
}
