package io.backstitch.keycloak;

import io.backstitch.job.PartnerFailures;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the failures of Keycloak's client mean; it speaks JAX-RS. */
@Component
class KeycloakFailures implements PartnerFailures {

    private static final int LONGEST = 4000;

    @Override
    public Optional<Meaning> meaning(Throwable cause) {
        return cause instanceof WebApplicationException http
                ? Optional.of(Meaning.ofHttp(
                        http.getResponse().getStatus(),
                        Optional.ofNullable(http.getResponse().getHeaderString("Retry-After"))))
                : Optional.empty();
    }

    @Override
    public boolean isTrouble(Throwable cause) {
        return cause instanceof ProcessingException;
    }

    @Override
    public Optional<String> sentence(Throwable cause) {
        return cause instanceof WebApplicationException http
                ? Optional.of("The partner answered " + http.getResponse().getStatus())
                : Optional.empty();
    }

    /** What Keycloak says is in the body, and nowhere else; one that nobody has kept is gone. */
    @Override
    public Optional<String> answer(Throwable cause) {
        return cause instanceof WebApplicationException http ? Optional.of(body(http)) : Optional.empty();
    }

    private static String body(WebApplicationException http) {
        String message = String.valueOf(http.getMessage());
        try {
            Response response = http.getResponse();
            String body = response.hasEntity() ? response.readEntity(String.class) : "";
            return body.isBlank() ? message : message + ": " + body.substring(0, Math.min(body.length(), LONGEST));
        } catch (ProcessingException | IllegalStateException e) {
            return message;
        }
    }
}
