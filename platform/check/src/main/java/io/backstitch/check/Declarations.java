package io.backstitch.check;

import java.util.Collection;
import java.util.List;
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

    /** The message that cancels a run is called so, with the process id in front; the intake sends it. */
    static final String CANCELLED = ".cancelled";

    /** A template of this kind is a message's. */
    private static final String MESSAGE = "MESSAGE";

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
     * @param needs the variables without which it does not begin
     * @param returns the variables that it sets
     */
    record Worker(
            String jobType,
            String name,
            Kind kind,
            @Nullable Integer attempts,
            @Nullable String compensation,
            boolean movesMoney,
            @Nullable String needsApproval,
            List<String> needs,
            Names returns) {

        boolean isEffect() {
            return kind == Kind.EFFECT;
        }
    }

    private final Map<String, Worker> workers;
    private final Map<String, Names> messages;

    private Declarations(Map<String, Worker> workers, Map<String, Names> messages) {
        this.workers = workers;
        this.messages = messages;
    }

    /**
     * Reads element templates, each a JSON text.
     *
     * @throws IllegalArgumentException when one was not made from a worker
     */
    public static Declarations read(Collection<String> templates) {
        List<JsonNode> declared = templates.stream()
                .map(JSON::readTree)
                .filter(template -> !isCall(template))
                .toList();
        return new Declarations(
                declared.stream()
                        .filter(template -> !isMessage(template))
                        .map(Declarations::worker)
                        .collect(Collectors.toUnmodifiableMap(Worker::jobType, Function.identity())),
                declared.stream()
                        .filter(Declarations::isMessage)
                        .collect(Collectors.toUnmodifiableMap(
                                template -> template.path("id").asString(),
                                template -> Names.of(texts(template.path("metadata"), "brings")))));
    }

    private static boolean isMessage(JsonNode template) {
        return template.path("metadata").path("kind").asString("").equals(MESSAGE);
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
                text(metadata, "needsApproval"),
                texts(metadata, "needs"),
                returns(metadata));
    }

    /** Who undoes or settles sets nothing; who does not say what it sets may set anything. */
    private static Names returns(JsonNode metadata) {
        return switch (Kind.valueOf(metadata.path("kind").asString())) {
            case COMPENSATION, SAGA -> Names.NONE;
            case EFFECT, READ_ONLY, RECORD, DRAFT ->
                metadata.has("returns") ? Names.of(texts(metadata, "returns")).and(skipped(metadata)) : Names.ANY;
        };
    }

    /** What a step sets in the place of its receipt when its run goes on without it. */
    private static Names skipped(JsonNode metadata) {
        return metadata.path("whenExhausted").asString("").equals("SKIP") ? Names.of("skipped") : Names.NONE;
    }

    private static List<String> texts(JsonNode metadata, String name) {
        return metadata.path(name).valueStream().map(JsonNode::asString).toList();
    }

    private static @Nullable String text(JsonNode metadata, String name) {
        return metadata.has(name) ? metadata.path(name).asString() : null;
    }

    /** The variables that a message brings; any, when nobody has said. */
    Names told(String message) {
        return messages.getOrDefault(message, Names.ANY);
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
