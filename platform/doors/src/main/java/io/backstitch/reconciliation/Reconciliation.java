package io.backstitch.reconciliation;

import io.backstitch.intake.Accepted;
import io.backstitch.intake.BadEvent;
import io.backstitch.intake.Door;
import io.backstitch.intake.EventType;
import io.backstitch.intake.EventTypes;
import io.backstitch.intake.Intake;
import io.backstitch.job.Failures;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Asks each source that can be asked which events there are, and gives every one to the intake under the sender and id that its own door has:
 * what we know is known, and what was missed is taken in, once, whichever way it comes first.
 *
 * <p>Metric {@code backstitch.reconciliation}: events that were asked for, by {@code source} and {@code outcome} (known, missed, conflict,
 * malformed; the last three once for each event), and looks that failed ({@code failed}).
 */
@Component
class Reconciliation {

    private static final Logger log = LoggerFactory.getLogger(Reconciliation.class);

    private final List<AskedSource> sources;
    private final Looks looks;
    private final EventTypes types;
    private final Intake intake;
    private final ReconciliationSettings settings;
    private final MeterRegistry metrics;
    private final Failures failures;
    private final Clock clock;

    Reconciliation(
            ObjectProvider<AskedSource> sources,
            Looks looks,
            EventTypes types,
            Intake intake,
            ReconciliationSettings settings,
            MeterRegistry metrics,
            Failures failures,
            Clock clock) {
        this.sources = sources.orderedStream().toList();
        this.looks = looks;
        this.types = types;
        this.intake = intake;
        this.settings = settings;
        this.metrics = metrics;
        this.failures = failures;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${backstitch.reconciliation.every:1m}")
    void look() {
        for (AskedSource source : sources) {
            try {
                looks.begin(source.sender()).ifPresent(until -> look(source, until));
            } catch (DataAccessException | TransactionException e) {
                log.warn("{} is asked again when the database is back: {}", source.sender(), e.getMessage());
            }
        }
    }

    private void look(AskedSource source, Instant until) {
        Instant now = clock.instant().minus(settings.grace());
        try {
            askAll(source, until.minus(settings.overlap()), now);
            looks.end(source.sender(), now);
        } catch (DataAccessException | TransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            log.warn(
                    "{} could not be asked what we have missed; it is asked again: {}",
                    source.sender(),
                    failures.text(e).sentence());
            count(source, "failed");
            looks.breakOff(source.sender());
        }
    }

    private void askAll(AskedSource source, Instant since, Instant until) {
        @Nullable String next = null;
        do {
            AskedSource.Page page = source.events(since, next);
            page.events().stream().filter(event -> !event.at().isAfter(until)).forEach(event -> take(source, event));
            next = page.next();
        } while (next != null);
    }

    private void take(AskedSource source, AskedSource.Event event) {
        Optional<Difference> difference = difference(source, event);
        if (difference.isEmpty()) {
            count(source, "known");
        } else if (looks.found(source.sender(), event.id(), difference.get())) {
            count(source, difference.get().tag());
            tell(source, event, difference.get());
        }
    }

    private Optional<Difference> difference(AskedSource source, AskedSource.Event event) {
        Optional<EventType<?>> type = types.find(event.type(), Door.RECONCILIATION);
        if (type.isEmpty()) {
            return Optional.of(Difference.MALFORMED);
        }
        try {
            return switch (intake.accept(
                    types.trigger(type.get(), Door.RECONCILIATION, event.request(), source.sender(), event.id()))) {
                case Accepted.New ignored -> Optional.of(Difference.MISSED);
                case Accepted.Known ignored -> Optional.empty();
                case Accepted.Archived ignored -> Optional.empty();
                case Accepted.Conflict ignored -> Optional.of(Difference.CONFLICT);
            };
        } catch (BadEvent | IllegalArgumentException e) {
            log.debug("Event {} of {} cannot be taken in", event.id(), source.sender(), e);
            return Optional.of(Difference.MALFORMED);
        }
    }

    private static void tell(AskedSource source, AskedSource.Event event, Difference difference) {
        switch (difference) {
            case MISSED ->
                log.warn("An event of {} had not reached us, and is taken in now: {}", source.sender(), event.id());
            case CONFLICT ->
                log.error(
                        "{} says something else of event {} than we were told. Nothing is changed: look there, and send what holds as a new event",
                        source.sender(),
                        event.id());
            case MALFORMED ->
                log.error(
                        "Event {} of {} is nothing that can be taken in, and is left out: its type or its fields are wrong, or its type does not declare the door RECONCILIATION",
                        event.id(),
                        source.sender());
        }
    }

    private void count(AskedSource source, String outcome) {
        metrics.counter("backstitch.reconciliation", "source", source.sender(), "outcome", outcome)
                .increment();
    }
}
