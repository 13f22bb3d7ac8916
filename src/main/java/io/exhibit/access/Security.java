package io.exhibit.access;

import static io.exhibit.access.Role.ADMINISTRATOR;
import static io.exhibit.access.Role.AUDITOR;
import static io.exhibit.access.Role.COMPLIANCE_OFFICER;
import static io.exhibit.access.Role.EXAMINER;
import static io.exhibit.access.Role.SECURITY_ENGINEER;

import io.exhibit.ledger.ActivityTrail;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Who may call what: one chain for machines, one for people; whatever is not named is refused. */
@Configuration(proxyBeanMethods = false)
class Security {

    private static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static final String[] FOR_SENDERS = {
        "/api/v1/submissions/*", "/api/v1/gaps", "/api/v1/receipts/*/proof", "/api/v1/limits"
    };

    private static final String[] DONE_BY_THOSE_WHO_WORK = {
        "/alerts/**",
        "/quarantine/replay",
        "/submissions/*/replay",
        "/submissions/*/dismissal/**",
        "/exceptions",
        "/exceptions/*/withdraw",
        "/exceptions/*/extend",
        "/escalations",
        "/retirements",
        "/policies",
        "/policies/*/withdraw",
        "/images/*/comparison",
        "/documents",
        "/packs/*/review",
        "/packs/*/return"
    };

    private static final String[] DECIDED_BY_OFFICERS = {
        "/policies/**",
        "/vendors/**",
        "/exceptions/*/approve",
        "/exceptions/*/reject",
        "/exceptions/*/acceptances/**",
        "/systems/*/narrowings/*/approve",
        "/documents/**",
        "/parameters/**",
        "/frameworks/**",
        "/mandates/**",
        "/packs/*/approve",
        "/packs/*/decline"
    };

    private static final RequestMatcher PACKS_AND_DRAFTS = new OrRequestMatcher(
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/api/v1/packs"),
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, "/api/v1/packs/*/draft.pdf"),
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, "/api/v1/packs/*/draft.zip"));

    private static final RequestMatcher PROOF_OF_AN_ITEM = new AndRequestMatcher(
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, "/api/v1/receipts/*/proof"),
            request -> request.getParameter("item") != null);

    @Bean
    PasswordEncoder passwordEncoder() {
        return Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    }

    @Bean
    @Order(1)
    SecurityFilterChain machineChain(HttpSecurity http, PresentedTokens tokens, ProblemWriter problems) {
        return http.securityMatcher("/api/**", "/checkpoint", "/tile/**")
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // Tokens come in a header that no browser sends by itself.
                .csrf(csrf -> csrf.disable())
                .addFilterBefore(new TokenFilter(tokens), AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.POST, "/api/v1/scans")
                        .hasAuthority(Permission.SCANS_WRITE.authority())
                        .requestMatchers(HttpMethod.POST, "/api/v1/events")
                        .hasAuthority(Permission.EVENTS_WRITE.authority())
                        .requestMatchers(HttpMethod.POST, "/api/v1/deployments")
                        .hasAuthority(Permission.DEPLOYMENTS_WRITE.authority())
                        .requestMatchers(HttpMethod.POST, "/api/v1/vex")
                        .hasAuthority(Permission.VEX_WRITE.authority())
                        .requestMatchers(HttpMethod.POST, "/api/v1/attestations")
                        .hasAuthority(Permission.ATTESTATIONS_WRITE.authority())
                        .requestMatchers(PACKS_AND_DRAFTS)
                        .hasAuthority(Permission.PACKS_WRITE.authority())
                        .requestMatchers(HttpMethod.POST, "/api/v1/reference/*")
                        .hasAuthority(Permission.REFERENCE_WRITE.authority())
                        // What an item says goes beyond hashes; its own sender has it from its answer.
                        .requestMatchers(PROOF_OF_AN_ITEM)
                        .hasAuthority(Permission.READ.authority())
                        // A sender follows its own submissions; the controller sees to "own". A proof tells nothing but
                        // hashes.
                        .requestMatchers(HttpMethod.GET, FOR_SENDERS)
                        .authenticated()
                        .requestMatchers(
                                HttpMethod.GET,
                                "/checkpoint",
                                "/tile/**",
                                "/api/v1/consistency",
                                "/api/v1/keys",
                                "/api/v1/anchors",
                                "/api/v1/checkpoints/**")
                        .hasAnyAuthority(Permission.LEDGER_READ.authority(), Permission.READ.authority())
                        .requestMatchers(HttpMethod.GET, "/api/v1/**")
                        .hasAuthority(Permission.READ.authority())
                        .anyRequest()
                        .denyAll())
                .exceptionHandling(
                        failures -> failures.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain personChain(HttpSecurity http, Persons persons, ExaminerGate gate, ActivityTrail trail) {
        return http.addFilterBefore(new PersonFilter(persons), AuthorizationFilter.class)
                .addFilterAfter(new ExaminerFilter(gate, trail), PersonFilter.class)
                .authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/health/**", "/actuator/info")
                        .permitAll()
                        .requestMatchers("/assets/**", "/sign-in", "/error", "/problems/*")
                        .permitAll()
                        .requestMatchers("/people/**", "/tokens/**")
                        .hasAuthority(ADMINISTRATOR.authority())
                        .requestMatchers("/activity")
                        .hasAnyAuthority(ADMINISTRATOR.authority(), COMPLIANCE_OFFICER.authority())
                        .requestMatchers(HttpMethod.GET, "/mandates/**")
                        .hasAnyAuthority(COMPLIANCE_OFFICER.authority(), ADMINISTRATOR.authority(), AUDITOR.authority())
                        .requestMatchers("/mandate/*/**")
                        .hasAuthority(EXAMINER.authority())
                        .requestMatchers(HttpMethod.GET, "/**")
                        .authenticated()
                        .requestMatchers(HttpMethod.POST, DONE_BY_THOSE_WHO_WORK)
                        .hasAnyAuthority(SECURITY_ENGINEER.authority(), COMPLIANCE_OFFICER.authority())
                        .requestMatchers(HttpMethod.POST, DECIDED_BY_OFFICERS)
                        .hasAuthority(COMPLIANCE_OFFICER.authority())
                        .requestMatchers(HttpMethod.POST, "/packs/*/samples")
                        .hasAnyAuthority(
                                COMPLIANCE_OFFICER.authority(),
                                ADMINISTRATOR.authority(),
                                AUDITOR.authority(),
                                EXAMINER.authority())
                        .requestMatchers(HttpMethod.POST, "/packs/**", "/systems/**", "/rules/**", "/clusters/**")
                        .hasAnyAuthority(COMPLIANCE_OFFICER.authority(), ADMINISTRATOR.authority())
                        .requestMatchers(HttpMethod.POST, "/password")
                        .authenticated()
                        .anyRequest()
                        .denyAll())
                .formLogin(form ->
                        form.loginPage("/sign-in").failureUrl("/sign-in?failed").permitAll())
                .logout(out -> out.logoutUrl("/sign-out").logoutSuccessUrl("/sign-in?signed-out"))
                .headers(Security::secure)
                .build();
    }

    private static void secure(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                .permissionsPolicyHeader(policy -> policy.policy("camera=(), geolocation=(), microphone=()"))
                .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN));
    }
}
