package io.backstitch.approval;

import io.backstitch.directory.Person;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Those who get no reminders, since their accounts have no address that works. Each is an ERROR in the log, once until a mail reaches them, and again when this
 * instance has been started anew.
 *
 * <p>Metric {@code backstitch.reminders.skipped}: reminders that were not sent, by {@code reason} ({@code missing}, {@code wrong}, {@code refused}).
 */
@Component
class UnmailedPeople {

    private static final Logger log = LoggerFactory.getLogger(UnmailedPeople.class);

    enum Reason {
        MISSING("has no e-mail address"),
        WRONG("has an e-mail address that is none"),
        REFUSED("has an e-mail address that the mail server refuses");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }
    }

    private final Map<String, Reason> told = new ConcurrentHashMap<>();
    private final MeterRegistry metrics;

    UnmailedPeople(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void add(Person person, Reason reason) {
        metrics.counter("backstitch.reminders.skipped", "reason", reason.name().toLowerCase(Locale.ROOT))
                .increment();
        if (told.put(name(person), reason) != reason) {
            log.error(
                    "The account {} {}: it gets no reminders of approvals until somebody corrects it in Keycloak. The others who are asked get theirs",
                    name(person),
                    reason.sentence);
        }
    }

    void remove(Person person) {
        told.remove(name(person));
    }

    /** Of an account, which is nobody's name. */
    private static String name(Person person) {
        return person.id().isEmpty() ? person.userName() : person.id();
    }
}
