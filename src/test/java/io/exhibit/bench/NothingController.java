package io.exhibit.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The floor of every door: reads the body, stores nothing, answers 202. Only in the profile "bench", only on the test class path. */
@RestController
@Profile("bench")
class NothingController {

    @PostMapping("/bench/nothing")
    ResponseEntity<Void> nothing(InputStream body) throws IOException {
        body.transferTo(OutputStream.nullOutputStream());
        return ResponseEntity.accepted().build();
    }

    @Bean
    @Order(0)
    SecurityFilterChain benchChain(HttpSecurity http) {
        return http.securityMatcher("/bench/**")
                .csrf(csrf -> csrf.disable())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }
}
