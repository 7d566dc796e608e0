package io.backstitch.workers.engagement;

import io.backstitch.reconciliation.AskedSource;
import io.backstitch.workers.objects.ObjectsClient;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Where projects are planned: each change of an object of the kind {@code plans} is a plan. Its webhooks are a source that we have by name. */
@Component
@ConditionalOnProperty(AskedPlans.SOURCE)
class AskedPlans implements AskedSource {

    static final String SOURCE = "backstitch.engagement.plans-source";
    private static final String KIND = "plans";

    private final ObjectsClient objects;
    private final String source;

    AskedPlans(ObjectsClient objects, @Value("${" + SOURCE + "}") String source) {
        this.objects = objects;
        this.source = source;
    }

    @Override
    public String sender() {
        return "hook/" + source;
    }

    @Override
    public Page events(Instant since, @Nullable String next) {
        ObjectsClient.Changes page = objects.changes(KIND, since, next == null ? 0 : Long.parseLong(next));
        Long after = page.next();
        return new Page(
                page.changes().stream().flatMap(AskedPlans::event).toList(), after == null ? null : after.toString());
    }

    /** None when the plan was deleted: a project's people are released by cancelling its run. */
    private static Stream<Event> event(ObjectsClient.Change change) {
        JsonNode plan = change.content();
        return plan == null || !plan.isObject()
                ? Stream.empty()
                : Stream.of(new Event(KIND + "-" + change.sequence(), Engagement.CHANGED, change.at(), plan));
    }
}
