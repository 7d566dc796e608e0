package io.backstitch.check;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the workers declare, by job type. It is read from the element templates, which are made from the workers: what the
 * modeller picks from the palette is what the model is checked against.
 */
public final class Declarations {

    static final String SETTLE = "saga.settle";
    static final String END = "saga.end";
    static final String UNDO_CALLED = "saga.undo-called";
    /** The listener that keeps what an approver will see. */
    static final String OPEN_APPROVAL = "approval.open";

    static final String SEAL_APPROVAL = "approval.seal";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What a worker does. */
    enum Kind {
        /** Changes the outside. */
        EFFECT,
        /** Undoes an effect. */
        COMPENSATION,
        /** Changes nothing outside the engine. */
        READ_ONLY,
        /** Keeps records of ours, which stay. */
        RECORD,
        /** Keeps records of a draft, which is no run yet. */
        DRAFT,
        /** Belongs to the way back. */
        SAGA
    }

    /**
     * One job type.
     *
     * @param name as in the palette
     * @param attempts how often it is tried; null when that is the model's choice
     * @param compensation the job type that undoes it; null when nothing does
     * @param movesMoney whether its partner does
     * @param needsApproval the kind of approval without which it does not begin; null when it needs none
     */
    record Worker(
            String jobType,
            String name,
            Kind kind,
            @Nullable Integer attempts,
            @Nullable String compensation,
            boolean movesMoney,
            @Nullable String needsApproval) {

        boolean isEffect() {
            return kind == Kind.EFFECT;
        }
    }

    private final Map<String, Worker> workers;

    private Declarations(Map<String, Worker> workers) {
        this.workers = workers;
    }

    /**
     * Reads element templates, each a JSON text.
     *
     * @throws IllegalArgumentException when one was not made from a worker
     */
    public static Declarations read(Collection<String> templates) {
        return new Declarations(templates.stream()
                .map(JSON::readTree)
                .filter(template -> !isCall(template))
                .map(Declarations::worker)
                .collect(Collectors.toUnmodifiableMap(Worker::jobType, Function.identity())));
    }

    /** A template for a call of a process is the modeller's, not a worker's. */
    private static boolean isCall(JsonNode template) {
        return template.path("elementType").path("value").asString("").equals("bpmn:CallActivity");
    }

    private static Worker worker(JsonNode json) {
        JsonNode metadata = json.path("metadata");
        if (!metadata.has("kind")) {
            throw new IllegalArgumentException("The element template \"%s\" does not say what its worker does"
                    .formatted(json.path("id").asString("")));
        }
        return new Worker(
                json.path("id").asString(),
                json.path("name").asString(),
                Kind.valueOf(metadata.path("kind").asString()),
                metadata.has("attempts") ? metadata.path("attempts").asInt() : null,
                text(metadata, "compensation"),
                metadata.path("moves").asString("").equals("money"),
                text(metadata, "needsApproval"));
    }

    private static @Nullable String text(JsonNode metadata, String name) {
        return metadata.has(name) ? metadata.path(name).asString() : null;
    }

    Collection<Worker> all() {
        return workers.values();
    }

    /** Execution listeners have no template of their own: each is the worker's of a step that goes with it. */
    Optional<Worker> find(String jobType) {
        return Optional.ofNullable(workers.get(
                switch (jobType) {
                    case END -> SETTLE;
                    case OPEN_APPROVAL -> SEAL_APPROVAL;
                    default -> jobType;
                }));
    }

    /** Is there a worker for it? */
    boolean knows(String jobType) {
        return find(jobType).isPresent();
    }
}
