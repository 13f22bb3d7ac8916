package io.exhibit.examinations;

import io.exhibit.access.ExaminerGate.Answer;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** An address that an examiner may ask for, with the rule that says of what. */
record Way(HttpMethod method, PathPattern path, Rule rule) {

    Way(HttpMethod method, String path, Rule rule) {
        this(method, PathPatternParser.defaultInstance.parse(path), rule);
    }

    /** Whether one mandate opens what is asked for. */
    interface Rule {

        Answer judge(Mandate mandate, Asked asked);
    }

    Optional<Asked> matched(Asked asked) {
        return Optional.ofNullable(
                        asked.method().equals(method)
                                ? path.matchAndExtract(PathContainer.parsePath(asked.path()))
                                : null)
                .map(found -> asked.naming(found.getUriVariables()));
    }
}
