package io.backstitch.security;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * What the bearer of a token may see: all runs, those of some processes, and in any case those that they asked for themselves. What they may
 * not see is answered as what there is not.
 *
 * @param all with the role {@code run-viewer}, or {@code run-operator}: who acts on runs sees them
 * @param operates with the role {@code run-operator}: sees also what partners answered
 * @param processes of the roles {@code run-viewer:<process>}
 * @param person by the realm's own id; empty when the token names nobody
 */
public record Viewer(boolean all, boolean operates, Set<String> processes, String person) {

    private static final String ALL = "ROLE_run-viewer";
    private static final String OPERATES = "ROLE_run-operator";
    private static final String OF_PROCESS = ALL + ":";

    public static Viewer of(Authentication who) {
        Set<String> roles = who.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .collect(Collectors.toUnmodifiableSet());
        boolean operates = roles.contains(OPERATES);
        return new Viewer(
                operates || roles.contains(ALL),
                operates,
                processes(roles),
                who.getPrincipal() instanceof Jwt token ? person(token) : "");
    }

    /** The realm's own id, which is never given out again, where it is there; a user name may be. Empty when the token names nobody. */
    public static String person(Jwt token) {
        String subject = token.getSubject();
        String name = token.getClaimAsString("preferred_username");
        if (subject != null) {
            return subject;
        }
        return name == null ? "" : "name/" + name;
    }

    private static Set<String> processes(Collection<String> roles) {
        return roles.stream()
                .filter(role -> role.startsWith(OF_PROCESS))
                .map(role -> role.substring(OF_PROCESS.length()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether there is anything that others have asked for. */
    public boolean seesOthers() {
        return all || !processes.isEmpty();
    }

    /** Whether all runs of a process can be seen. */
    public boolean sees(@Nullable String process) {
        return all || (process != null && processes.contains(process));
    }

    /** For SQL. */
    public String[] processNames() {
        return processes.toArray(String[]::new);
    }
}
