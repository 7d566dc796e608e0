package io.backstitch.security;

import io.backstitch.start.StartRefused;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Every door needs a token of the realm, and each says who may pass it: see {@link DoorRules}. Health, metrics (figures, no names) and the OpenAPI document
 * are open. A {@link SignedDoor} looks at the signature of each request itself.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    @Order(1)
    SecurityFilterChain signedDoors(
            HttpSecurity http, ProblemResponses problems, Nowhere nowhere, ObjectProvider<SignedDoor> signed) {
        List<SignedDoor> doors = signed.stream().toList();
        return http.securityMatcher(any(doors.stream().map(door -> path(door.within()))))
                .csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(
                        requests -> requests.requestMatchers(any(doors.stream().map(SecurityConfiguration::requests)))
                                .permitAll()
                                .requestMatchers(nowhere)
                                .permitAll()
                                .anyRequest()
                                .denyAll())
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .build();
    }

    private static RequestMatcher any(Stream<RequestMatcher> matchers) {
        List<RequestMatcher> known = matchers.toList();
        return request -> known.stream().anyMatch(it -> it.matches(request));
    }

    /** OPTIONS, too: who sends asks what the door takes. */
    private static RequestMatcher requests(SignedDoor door) {
        RequestMatcher path = path(door.path());
        return request ->
                List.of(door.method().name(), HttpMethod.OPTIONS.name()).contains(request.getMethod())
                        && path.matches(request);
    }

    private static RequestMatcher path(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(pattern);
    }

    @Bean
    SecurityFilterChain security(
            HttpSecurity http,
            ProblemResponses problems,
            Nowhere nowhere,
            Doors doors,
            ObjectProvider<JwtDecoder> realm) {
        requireRealm(realm);
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
                        .anyRequest()
                        .access(doors))
                .addFilterBefore(new RealmAway(problems), BearerTokenAuthenticationFilter.class)
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.jwtAuthenticationConverter(converter()))
                        .authenticationEntryPoint(problems)
                        .accessDeniedHandler(problems))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .build();
    }

    private static void requireRealm(ObjectProvider<JwtDecoder> realm) {
        if (realm.stream().findAny().isEmpty()) {
            throw new StartRefused(
                    "Nobody is trusted to say who asks: spring.security.oauth2.resourceserver.jwt.issuer-uri is missing.",
                    "Set SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI to your realm, as in https://sso.example.org/realms/people.");
        }
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
