package io.backstitch.stack.torture.insider;

import io.backstitch.stack.torture.insider.Sight.OpenTask;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The approvals that the insiders' own reports wait for. */
record OwnTasks(Sight sight, Victims victims) {

    /** A task, and the report that it is about. */
    record Own(OpenTask task, Victim victim) {}

    /** One that is open; empty when the report that chance chooses has none. */
    Optional<Own> any(RandomGenerator random) {
        return victims.any(random).flatMap(victim -> {
            List<Long> instances = sight.instances(victim.id());
            return sight.openTasks().stream()
                    .filter(it -> instances.contains(it.instance()))
                    .findFirst()
                    .map(it -> new Own(it, victim));
        });
    }
}
