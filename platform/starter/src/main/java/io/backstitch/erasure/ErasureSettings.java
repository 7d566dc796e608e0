package io.backstitch.erasure;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What this application cannot know of its surroundings: until when a name stays there. Each is a few words, which the answer to an erasure repeats.
 *
 * @param engine the data of the brokers, with backups of them
 * @param searchStorage the indices of Operate and Tasklist
 * @param logs of all parts
 * @param backups of the database
 */
@ConfigurationProperties("backstitch.erasure.until")
record ErasureSettings(
        @DefaultValue(UNKNOWN) String engine,
        @DefaultValue(UNKNOWN) String searchStorage,
        @DefaultValue(UNKNOWN) String logs,
        @DefaultValue(UNKNOWN) String backups) {

    static final String UNKNOWN = "nobody has said (backstitch.erasure.until)";
}
