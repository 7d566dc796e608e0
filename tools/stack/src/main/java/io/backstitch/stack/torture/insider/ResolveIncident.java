package io.backstitch.stack.torture.insider;

import io.backstitch.stack.torture.insider.Sight.OpenIncident;
import io.backstitch.stack.torture.insider.Tried.Reception;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Resolves an incident of a report that they have tampered with, so that its step is tried again. */
record ResolveIncident(EngineDoor engine, Operate operate, Sight sight, Victims victims) implements Attempt {
    private static final int LOOKS = 10;

    @Override
    public Kind kind() {
        return Kind.RESOLVE_INCIDENT;
    }

    @Override
    public Tried make(RandomGenerator random, String mark) throws IOException {
        for (Victim victim : victims.some(random, LOOKS)) {
            Optional<Long> instance = sight.instance(victim.process(), victim.id());
            List<OpenIncident> incidents = instance.map(sight::incidents).orElse(List.of());
            if (instance.isPresent() && !incidents.isEmpty()) {
                OpenIncident incident = incidents.get(random.nextInt(incidents.size()));
                return resolve(victim.run(), instance.get(), incident, random.nextBoolean(), mark);
            }
        }
        return Tried.missed(kind());
    }

    private Tried resolve(String run, long instance, OpenIncident incident, boolean inOperate, String mark)
            throws IOException {
        if (inOperate) {
            return operate.tried(kind(), operate.resolve(instance, incident.key()), run, "incident-resolved");
        }
        engine.giveAttempts(incident.job());
        Reception reception = Answers.missedIfGone(engine.resolve(incident.key()));
        return Tried.of(kind(), reception, mark, Trace.Entry.changed(run, "incident-resolved"), run);
    }
}
