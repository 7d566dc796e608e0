package io.backstitch.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers 503 while nobody can check tokens, because the realm does not answer: neither the caller nor a bug of ours is to blame. */
class RealmAway extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(RealmAway.class);

    private final ProblemResponses problems;

    RealmAway(ProblemResponses problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (AuthenticationServiceException | JwtDecoderInitializationException e) {
            log.warn("A request was turned away because the realm did not answer: {}", e.getMessage());
            problems.cannotTell(response);
        }
    }
}
