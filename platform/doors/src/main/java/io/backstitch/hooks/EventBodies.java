package io.backstitch.hooks;

import io.backstitch.web.BodyLimit;
import io.backstitch.web.RefusedBody;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Reads the body of an event, within the limits of this door. */
@Component
class EventBodies {

    static final String PATH = "/hooks/";

    @Bean
    static BodyLimit eventLimit(HookSettings settings) {
        return new BodyLimit(PATH, settings.maxSize(), settings.readTimeout());
    }

    /** @throws Refused when it is too large, too slow, or breaks off */
    byte[] read(InputStream in) {
        try {
            return in.readAllBytes();
        } catch (RefusedBody e) {
            throw new Refused(
                    e.status() == HttpStatus.REQUEST_TIMEOUT ? Refusal.TOO_SLOW : Refusal.TOO_LARGE,
                    String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new Refused(Refusal.MALFORMED, "The body broke off, or is not what its headers say");
        }
    }
}
