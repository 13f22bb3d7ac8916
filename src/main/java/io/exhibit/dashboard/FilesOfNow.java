package io.exhibit.dashboard;

import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.InvalidRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** A page can say that it shows what is known now; a file cannot, so one that knows no other time is not given out as of a day. */
@Component
class FilesOfNow implements WebMvcConfigurer, HandlerInterceptor {

    private final Clock clock;

    FilesOfNow(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/**/*.csv");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!Viewing.takes(handler, "asOf")
                && !AsOf.read(request.getParameter("asOf"), clock).isNow()) {
            throw new InvalidRequest(
                    "This file says what is known now, and nothing of an earlier time: leave asOf out.");
        }
        return true;
    }
}
