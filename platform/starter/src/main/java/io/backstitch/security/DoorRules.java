package io.backstitch.security;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who may pass the doors of a controller: a static bean of that controller, so that the role stands beside the door.
 *
 * <p>A request that no rule names is denied to everybody. So is one that two rules name: nobody opens another's door by accident.
 */
public record DoorRules(List<Rule> rules) {

    public DoorRules(Rule... rules) {
        this(List.of(rules));
    }

    /** One of them; made by {@link #role}, {@link #known} and {@link #viewers}. */
    public record Rule(RequestMatcher requests, AuthorizationManager<RequestAuthorizationContext> who) {}

    /**
     * Those with a role of the realm.
     *
     * @param method GET means HEAD, too
     * @param paths as {@code @RequestMapping} has them: {@code /api/runs/*}
     */
    public static Rule role(String role, HttpMethod method, String... paths) {
        return new Rule(requests(method, paths), AuthorityAuthorizationManager.hasRole(role));
    }

    /** Everybody whom the realm knows; the door itself looks at who asks. */
    public static Rule known(HttpMethod method, String... paths) {
        return new Rule(requests(method, paths), AuthenticatedAuthorizationManager.authenticated());
    }

    /** Those who may see what others have asked for. */
    public static Rule viewers(Predicate<Viewer> seeing, HttpMethod method, String... paths) {
        return new Rule(
                requests(method, paths), (who, door) -> new AuthorizationDecision(seeing.test(Viewer.of(who.get()))));
    }

    private static RequestMatcher requests(HttpMethod method, String... paths) {
        Stream<HttpMethod> methods =
                method.equals(HttpMethod.GET) ? Stream.of(method, HttpMethod.HEAD) : Stream.of(method);
        return new OrRequestMatcher(methods.flatMap(it -> Arrays.stream(paths)
                        .<RequestMatcher>map(
                                path -> PathPatternRequestMatcher.withDefaults().matcher(it, path)))
                .toList());
    }
}
