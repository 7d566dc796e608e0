package io.backstitch.intake;

import org.springframework.security.oauth2.jwt.Jwt;

/**
 * A request for a run.
 *
 * @param process the process id
 * @param source who asks: keys of one source do not meet those of another
 * @param idempotencyKey given by the source; one key is one run, for ever
 * @param variables what the run starts with: a record
 */
public record Trigger(String process, String source, String idempotencyKey, Record variables) {

    private static final int LONGEST_KEY = 255;

    /** A request over our API: keys of one client application do not meet those of another. */
    public static Trigger ofApi(String process, Jwt token, String idempotencyKey, Record variables) {
        String client = token.getClaimAsString("azp");
        String source = "api/" + (client == null ? String.valueOf(token.getSubject()) : client);
        return new Trigger(process, source, idempotencyKey, variables);
    }

    public Trigger {
        if (idempotencyKey.isBlank() || idempotencyKey.length() > LONGEST_KEY) {
            throw new IllegalArgumentException("The Idempotency-Key must have 1 to 255 characters");
        }
    }
}
