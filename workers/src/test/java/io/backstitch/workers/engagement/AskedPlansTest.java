package io.backstitch.workers.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.compensation.IdempotencyKey;
import io.backstitch.intake.Door;
import io.backstitch.intake.EventTypes;
import io.backstitch.intake.EventTypesOf;
import io.backstitch.intake.Trigger;
import io.backstitch.job.BusinessNo;
import io.backstitch.reconciliation.AskedSource;
import io.backstitch.stack.sandbox.Sandbox;
import io.backstitch.stack.sandbox.SandboxSettings;
import io.backstitch.value.Name;
import io.backstitch.value.Version;
import io.backstitch.workers.objects.ObjectsClient;
import io.backstitch.workers.objects.ObjectsClients;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is planned elsewhere can be asked for, and is what its webhooks say. */
class AskedPlansTest {

    private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");

    @Test
    void eachChangeOfAPlanIsAnEventThatTheProcessTakes(@TempDir Path folder) throws BusinessNo {
        try (Sandbox partner = Sandbox.start(SandboxSettings.onFreePorts(folder))) {
            ObjectsClient objects = ObjectsClients.of(partner.url());
            plan(objects, "p-1", 1);
            plan(objects, "p-2", 1);
            plan(objects, "p-1", 2);
            objects.delete("plans", "p-2", new IdempotencyKey("planner/p-2/delete"));

            AskedSource.Page page = new AskedPlans(objects, "planner").events(START.minusSeconds(100_000_000), null);

            assertThat(page.next()).isNull();
            assertThat(page.events())
                    .extracting(AskedSource.Event::id)
                    .containsExactly("plans-1", "plans-2", "plans-3");
            assertThat(page.events())
                    .extracting(AskedPlansTest::trigger)
                    .extracting(Trigger::subject)
                    .extracting(subject -> subject == null ? "" : subject.id())
                    .containsExactly("p-1", "p-2", "p-1");
        }
    }

    private static void plan(ObjectsClient objects, String project, int version) throws BusinessNo {
        objects.put(
                "plans",
                project,
                new IdempotencyKey("planner/%s/%d".formatted(project, version)),
                new PlanChange(Name.of(project), Version.of(version), START, List.of(Name.of("ada"))),
                "refused");
    }

    private static Trigger trigger(AskedSource.Event event) {
        EventTypes types = EventTypesOf.types(new PlanChanged());
        return types.trigger(
                types.find(event.type(), Door.RECONCILIATION).orElseThrow(),
                Door.RECONCILIATION,
                event.request(),
                "hook/planner",
                event.id());
    }
}
