package io.exhibit.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

@AutoConfigureMockMvc
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SessionTests {

    @Autowired
    private SessionRepository<?> sessions;

    @Test
    void twoRequestsAtOnceMayBothBeTheFirstToKeepSomething() {
        assertThat(kept(sessions)).isEqualTo("second");
    }

    private static <S extends Session> String kept(SessionRepository<S> sessions) {
        S session = sessions.createSession();
        sessions.save(session);
        S first = found(sessions, session);
        S second = found(sessions, session);
        first.setAttribute("token", "first");
        second.setAttribute("token", "second");
        sessions.save(first);
        sessions.save(second);
        return String.valueOf(found(sessions, session).<Object>getAttribute("token"));
    }

    private static <S extends Session> S found(SessionRepository<S> sessions, S session) {
        return Objects.requireNonNull(sessions.findById(session.getId()));
    }
}
