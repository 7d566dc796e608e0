package io.backstitch.job;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The catalogue of retry policies, {@code backstitch.retry.<name>.*}.
 *
 * @param retry policies by name
 */
@ConfigurationProperties("backstitch")
record RetrySettings(Map<String, RetryPolicy> retry) {

    /** The policy of a worker; an unknown name stops the start. */
    RetryPolicy policy(Class<?> worker, String name) {
        RetryPolicy policy = retry.get(name);
        if (policy == null) {
            throw new BadDeclaration(
                    worker,
                    "names the retry policy \"%s\", which is not one of %s"
                            .formatted(name, retry.keySet().stream().sorted().toList()));
        }
        return policy;
    }
}
