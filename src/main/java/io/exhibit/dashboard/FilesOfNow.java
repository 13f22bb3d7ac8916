package io.exhibit.dashboard;

import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.InvalidRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** A page can say that it shows what is known now, or then; a file cannot, so one that knows no other time is not given out as of it. */
@Component
class FilesOfNow implements WebMvcConfigurer, HandlerInterceptor {

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final Clock clock;

    FilesOfNow(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/**/*.csv", "/**/*.pdf", "/**/*.svg", "/api/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        // What is sent is not touched: asking for a parameter would take the body of a form for parameters, and it
        // would be gone.
        if (!READING.contains(request.getMethod())) {
            return true;
        }
        AsOf asOf = AsOf.read(request.getParameter("asOf"), request.getParameter("known"), clock);
        if (asOf.isKnownLater() && !Viewing.takes(handler, "known")) {
            throw new InvalidRequest(
                    "This says what was known at the time of asOf itself, and not what is known later: leave known out.");
        }
        if (request.getRequestURI().endsWith(".csv") && !Viewing.takes(handler, "asOf") && !asOf.isNow()) {
            throw new InvalidRequest(
                    "This file says what is known now, and nothing of an earlier time: leave asOf out.");
        }
        return true;
    }
}
