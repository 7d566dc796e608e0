package io.backstitch.security;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Every door needs a token of the realm, and each path a role of the realm. Health, metrics (figures, no names) and the OpenAPI document are open. The credential of
 * an event at {@code /hooks} is its signature, which that door verifies.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /** Of its own, so that nothing looks for a token there, not in the fields of a form either: the door reads the body. */
    @Bean
    @Order(1)
    SecurityFilterChain hookSecurity(HttpSecurity http, ProblemResponses problems, Nowhere nowhere) {
        return http.securityMatcher("/hooks/**")
                .csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.POST, "/hooks/*")
                        .permitAll()
                        .requestMatchers(HttpMethod.OPTIONS, "/hooks/*")
                        .permitAll()
                        .requestMatchers(nowhere)
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .build();
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http, ProblemResponses problems, Nowhere nowhere) {
        return http.csrf(csrf -> csrf.disable()) // no cookies, no forms: a token in each request
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/actuator/health/**",
                                "/actuator/prometheus",
                                "/v3/api-docs",
                                "/v3/api-docs/**",
                                "/v3/api-docs.yaml")
                        .permitAll()
                        // Whoever is known hears that there is nothing, and not that a role is missing.
                        .requestMatchers(nowhere)
                        .authenticated()
                        .requestMatchers(HttpMethod.OPTIONS)
                        .authenticated()
                        .requestMatchers(HttpMethod.POST, "/api/onboardings")
                        .hasRole("onboarding-requester")
                        .requestMatchers("/api/bulkimports", "/api/bulkimports/*")
                        .hasRole("bulkimport-requester")
                        .requestMatchers(HttpMethod.POST, "/api/workspaces")
                        .hasRole("workspace-requester")
                        .requestMatchers(HttpMethod.POST, "/api/engagements")
                        .hasRole("engagement-planner")
                        .requestMatchers(HttpMethod.POST, "/api/expenses")
                        .hasRole("expense-requester")
                        .requestMatchers("/api/expense-budgets/*", "/api/expense-periods/*")
                        .hasRole("expense-controller")
                        // Everybody sees what they asked for themselves; the door knows what that is.
                        .requestMatchers(reading("/api/runs", "/api/runs/*"))
                        .authenticated()
                        .requestMatchers(reading("/api/effects/shapes"))
                        .access((who, door) ->
                                new AuthorizationDecision(Viewer.of(who.get()).all()))
                        .requestMatchers(reading("/api/dead-letters/**", "/api/effects/**"))
                        .access((who, door) ->
                                new AuthorizationDecision(Viewer.of(who.get()).seesOthers()))
                        .requestMatchers(reading("/api/records"))
                        .access((who, door) ->
                                new AuthorizationDecision(Viewer.of(who.get()).all()))
                        .requestMatchers(
                                HttpMethod.POST,
                                "/api/runs/*/cancel",
                                "/api/runs/*/hand-over",
                                "/api/runs/*/steps/*/retry",
                                "/api/dead-letters/**",
                                "/api/effects/decisions",
                                "/api/records/rebuild")
                        .hasRole("run-operator")
                        .requestMatchers(HttpMethod.PUT, "/api/runs/*/date", "/api/runs/*/variables/*")
                        .hasRole("run-operator")
                        .requestMatchers(reading("/api/audit/**"))
                        .hasRole("auditor")
                        // Who asked may look at it and take it back, whatever else they may do.
                        .requestMatchers(reading("/api/approvals/*"))
                        .authenticated()
                        .requestMatchers(HttpMethod.POST, "/api/approvals/*/withdrawal")
                        .authenticated()
                        .requestMatchers("/api/approvals/**", "/api/approval-delegations/**")
                        .hasRole("approver")
                        .requestMatchers(HttpMethod.POST, "/api/audit/people/erasures")
                        .hasRole("privacy-officer")
                        .anyRequest()
                        .denyAll())
                .addFilterBefore(new RealmAway(problems), BearerTokenAuthenticationFilter.class)
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.jwtAuthenticationConverter(converter()))
                        .authenticationEntryPoint(problems)
                        .accessDeniedHandler(problems))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .build();
    }

    /** To look, with the answer's body (GET) or without it (HEAD). */
    private static RequestMatcher reading(String... paths) {
        return new OrRequestMatcher(Stream.of(paths)
                .flatMap(path -> Stream.of(HttpMethod.GET, HttpMethod.HEAD)
                        .<RequestMatcher>map(method ->
                                PathPatternRequestMatcher.withDefaults().matcher(method, path)))
                .toList());
    }

    private static JwtAuthenticationConverter converter() {
        JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
        converter.setPrincipalClaimName("preferred_username");
        converter.setJwtGrantedAuthoritiesConverter(SecurityConfiguration::realmRoles);
        return converter;
    }

    /** Keycloak puts the roles of the realm into the claim {@code realm_access.roles}. */
    private static Collection<GrantedAuthority> realmRoles(Jwt token) {
        Map<String, Object> access = token.getClaimAsMap("realm_access");
        if (access == null || !(access.get("roles") instanceof Collection<?> roles)) {
            return List.of();
        }
        return roles.stream()
                .<GrantedAuthority>map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                .toList();
    }
}
