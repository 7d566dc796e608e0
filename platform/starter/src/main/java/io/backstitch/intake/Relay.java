package io.backstitch.intake;

import io.backstitch.model.ModelDeployment;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings what was stored to the engine, each {@link Line} by itself. */
@Component
class Relay implements SmartLifecycle {

    private final Lines lines;
    private final Means means;
    private volatile List<LineRelay> relays = List.of();

    /**
     * What a relay works with.
     *
     * @param mayStart whether the engine has our models
     */
    record Means(
            Publications publications,
            MessagePublisher publisher,
            Undelivered undelivered,
            StartRates rates,
            TransactionTemplate transaction,
            BooleanSupplier mayStart) {}

    @Autowired
    Relay(
            Lines lines,
            Publications publications,
            MessagePublisher publisher,
            Undelivered undelivered,
            StartRates rates,
            TransactionTemplate transaction,
            ModelDeployment models) {
        this(lines, new Means(publications, publisher, undelivered, rates, transaction, models::isDone));
    }

    /** With other means. */
    Relay(Lines lines, Means means) {
        this.lines = lines;
        this.means = means;
    }

    /** There is something new for this process. */
    void wake(String process) {
        relays.stream().filter(relay -> relay.brings(process)).forEach(LineRelay::wake);
    }

    @Override
    public void start() {
        relays = lines.all().stream().map(line -> new LineRelay(line, means)).toList();
        relays.forEach(LineRelay::start);
    }

    @Override
    public void stop() {
        relays.forEach(LineRelay::stop);
        relays = List.of();
    }

    @Override
    public boolean isRunning() {
        return !relays.isEmpty();
    }
}
