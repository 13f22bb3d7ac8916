package io.exhibit.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.www.BasicAuthenticationConverter;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a machine in by its token: Authorization Bearer, Token or Basic (the token is the password; Falco's own output can only
 * carry user and password in its address), or X-Api-Key.
 */
class TokenFilter extends OncePerRequestFilter {

    private static final BasicAuthenticationConverter BASIC = new BasicAuthenticationConverter();

    private final PresentedTokens tokens;

    TokenFilter(PresentedTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        presented(request).flatMap(tokens::machine).ifPresent(TokenFilter::signIn);
        try {
            chain.doFilter(request, response);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private static Optional<String> presented(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization != null) {
            for (String scheme : Set.of("bearer ", "token ")) {
                if (authorization.regionMatches(true, 0, scheme, 0, scheme.length())) {
                    return Optional.of(authorization.substring(scheme.length()).strip());
                }
            }
        }
        return Optional.ofNullable(request.getHeader("X-Api-Key"))
                .map(String::strip)
                .or(() -> password(request));
    }

    private static Optional<String> password(HttpServletRequest request) {
        try {
            return Optional.ofNullable(BASIC.convert(request)).map(basic -> String.valueOf(basic.getCredentials()));
        } catch (BadCredentialsException unreadable) {
            return Optional.empty();
        }
    }

    private static void signIn(Machine machine) {
        Set<SimpleGrantedAuthority> authorities = machine.permissions().stream()
                .map(permission -> new SimpleGrantedAuthority(permission.authority()))
                .collect(Collectors.toSet());
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(machine, null, authorities));
        SecurityContextHolder.setContext(context);
    }
}
