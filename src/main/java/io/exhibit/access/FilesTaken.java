package io.exhibit.access;

import io.exhibit.kernel.Text;
import io.exhibit.ledger.ActivityTrail;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Every list that somebody takes away as a file leaves a line in the activity trail, with what it was asked for, before its first byte. */
@Component
class FilesTaken implements WebMvcConfigurer, HandlerInterceptor {

    private static final int LONGEST = 1000;

    private final ActivityTrail trail;

    FilesTaken(ActivityTrail trail) {
        this.trail = trail;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/**/*.csv");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String query = request.getQueryString();
        String asked = request.getRequestURI() + (query == null ? "" : "?" + query);
        trail.record(Callers.current(), "file.read", Text.clean(asked, LONGEST));
        return true;
    }
}
