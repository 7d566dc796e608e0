package io.backstitch.job;

import io.backstitch.start.StartRefused;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The outside parties that effects call, {@code backstitch.partners.<name>.*}.
 *
 * @param partners by name
 */
@ConfigurationProperties("backstitch")
public record Partners(Map<String, Partner> partners) {

    /** The partner of that name; one that is not configured stops the start. */
    public Partner named(String name) {
        Partner partner = partners.get(name);
        if (partner == null) {
            throw new StartRefused(
                    "There is no backstitch.partners.%s; there is %s."
                            .formatted(name, partners.keySet().stream().sorted().toList()),
                    "Say how long calls to it may take: backstitch.partners.%s with connect-timeout, read-timeout and in-flight-limit."
                            .formatted(name));
        }
        return partner;
    }

    /** The partner that a worker names; an unknown name stops the start. */
    Partner of(Class<?> worker, String name) {
        if (!partners.containsKey(name)) {
            throw new BadDeclaration(
                    worker,
                    "names the partner \"%s\", which is not one of backstitch.partners.%s"
                            .formatted(name, partners.keySet().stream().sorted().toList()));
        }
        return named(name);
    }
}
