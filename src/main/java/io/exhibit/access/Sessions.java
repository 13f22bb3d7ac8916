package io.exhibit.access;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/** Sessions live in the database, so that any replica can answer any person. They end after 15 idle minutes (PCI DSS 8.2.8). */
@Configuration(proxyBeanMethods = false)
@EnableJdbcHttpSession(tableName = "access.session")
class Sessions {

    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> idleTimeout() {
        return repository -> repository.setDefaultMaxInactiveInterval(Duration.ofMinutes(15));
    }

    /** Two requests of one person at once may both be the first to keep something: the later one is kept, neither fails. */
    @Bean
    PostgreSqlJdbcIndexedSessionRepositoryCustomizer keepsTheLater() {
        return new PostgreSqlJdbcIndexedSessionRepositoryCustomizer();
    }

    @Bean
    CookieSerializer sessionCookie() {
        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName("EXHIBIT");
        cookie.setSameSite("Lax");
        return cookie;
    }
}
