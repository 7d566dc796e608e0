package io.backstitch.intake;

import io.backstitch.security.Viewer;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Who asks: the keys of one do not meet those of another.
 *
 * @param source a client application, or a source of events
 * @param person whose token it was, by the realm's own id; empty when there is nobody behind it
 */
public record Sender(String source, String person) {

    /** Over our API. */
    public static Sender of(Jwt token) {
        String client = token.getClaimAsString("azp");
        return new Sender(
                "api/" + (client == null ? String.valueOf(token.getSubject()) : client), Viewer.person(token));
    }

    /** A source of events, or ourselves. */
    public static Sender program(String source) {
        return new Sender(source, "");
    }

    boolean isPerson() {
        return !person.isEmpty();
    }
}
