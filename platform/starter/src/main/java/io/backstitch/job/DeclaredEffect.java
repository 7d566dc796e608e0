package io.backstitch.job;

import io.backstitch.compensation.Attempt;
import io.backstitch.compensation.EffectDefinition;
import io.backstitch.compensation.Precondition;
import io.backstitch.compensation.Recovery;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import tools.jackson.databind.JsonNode;

/**
 * One worker with all that it declares, as the kernel wants to see it: texts instead of records.
 *
 * @param <Q> its request
 * @param <R> its receipt
 */
final class DeclaredEffect<Q extends Record, R extends Record> implements EffectDefinition {

    private static final String UNDONE = "{}";

    private final Effect<Q, R> worker;
    private final EffectWorker declaration;
    private final @Nullable Precondition precondition;
    private final Class<Q> requestType;
    private final Class<R> receiptType;
    private final StoredShape<Q> requests;
    private final StoredShape<R> receipts;
    private final RetryPolicy retry;
    private final Partner partner;
    private final @Nullable Undo compensation;
    private final StepJson json;

    DeclaredEffect(
            Effect<Q, R> worker,
            EffectWorker declaration,
            @Nullable Precondition precondition,
            Class<Q> requestType,
            Class<R> receiptType,
            RetryPolicy retry,
            Partner partner,
            @Nullable CompensatedBy compensatedBy,
            @Nullable RetryPolicy undoRetry,
            StepJson json) {
        this.worker = worker;
        this.declaration = declaration;
        this.precondition = precondition;
        this.requestType = requestType;
        this.receiptType = receiptType;
        this.requests = new StoredShape<>(requestType, json);
        this.receipts = new StoredShape<>(receiptType, json);
        this.retry = retry;
        this.partner = partner;
        this.json = json;
        this.compensation =
                compensatedBy != null && undoRetry != null && worker instanceof CompensableEffect<Q, R> undoable
                        ? new Undo(undoable, compensatedBy, undoRetry)
                        : null;
    }

    Class<Q> requestType() {
        return requestType;
    }

    RetryPolicy retry() {
        return retry;
    }

    String lane() {
        return declaration.lane();
    }

    String partner() {
        return declaration.partner();
    }

    Class<?> workerType() {
        return worker.getClass();
    }

    boolean mayBeSkipped() {
        return declaration.whenExhausted() == WhenExhausted.SKIP;
    }

    /**
     * The request of a job's variables, written the same way each time.
     *
     * @throws StepRefused when a component is missing that may not be
     */
    String request(Step step) {
        return json.write(json.variables(
                step.variables(), step.job().getVariables(), requestType, AopUtils.getTargetClass(worker)));
    }

    ShapesOfEffect shapes() {
        return new ShapesOfEffect(requests, receipts);
    }

    /** What is wrong with a receipt that somebody gives in the worker's place; empty when it can be built upon. */
    Optional<JsonFault> receiptFault(JsonNode receipt) {
        return receipts.fault(receipt);
    }

    @Override
    public String requestShape() {
        return requests.text();
    }

    @Override
    public String receiptShape() {
        return receipts.text();
    }

    @Override
    public String currentRequest(String stored, @Nullable String shape) {
        return requests.current(stored, shape);
    }

    @Override
    public String currentReceipt(String stored, @Nullable String shape) {
        return receipts.current(stored, shape);
    }

    private String written(R receipt) {
        String text = json.write(receipt);
        receipts.fault(json.tree(text)).ifPresent(fault -> {
            throw new IllegalStateException("The worker %s gave a receipt in which %s"
                    .formatted(AopUtils.getTargetClass(worker).getSimpleName(), fault.sentence()));
        });
        return text;
    }

    @Override
    public String type() {
        return declaration.jobType();
    }

    @Override
    public Recovery recovery() {
        return declaration.recovery();
    }

    @Override
    public @Nullable Precondition precondition() {
        return precondition;
    }

    @Override
    public String perform(String request, Attempt attempt) throws Exception {
        return written(worker.perform(json.read(request, requestType), attempt));
    }

    @Override
    public Duration inFlightLimit() {
        return partner.inFlightLimit();
    }

    @Override
    public boolean canFind() {
        return worker instanceof Effect.Findable;
    }

    @Override
    public Optional<String> find(String request, Attempt attempt) throws Exception {
        if (!(worker instanceof Effect.Findable<Q, R> findable)) {
            throw new IllegalStateException(type() + " cannot be asked");
        }
        return findable.find(json.read(request, requestType), attempt).map(this::written);
    }

    @Override
    public @Nullable Undo compensation() {
        return compensation;
    }

    /** The way back. */
    final class Undo implements Compensation {

        private final CompensableEffect<Q, R> undoable;
        private final CompensatedBy declaration;
        private final RetryPolicy retry;

        private Undo(CompensableEffect<Q, R> undoable, CompensatedBy declaration, RetryPolicy retry) {
            this.undoable = undoable;
            this.declaration = declaration;
            this.retry = retry;
        }

        RetryPolicy retry() {
            return retry;
        }

        @Override
        public String type() {
            return declaration.jobType();
        }

        @Override
        public Recovery recovery() {
            return declaration.recovery();
        }

        @Override
        public String undo(String request, @Nullable String receipt, Attempt attempt) throws Exception {
            undoable.undo(
                    json.read(request, requestType), receipt == null ? null : json.read(receipt, receiptType), attempt);
            return UNDONE;
        }

        @Override
        public boolean canFind() {
            return undoable instanceof CompensableEffect.FindableUndo;
        }

        @Override
        public Optional<String> find(String request, @Nullable String receipt, Attempt attempt) throws Exception {
            if (!(undoable instanceof CompensableEffect.FindableUndo<Q, R> findable)) {
                throw new IllegalStateException(type() + " cannot be asked");
            }
            boolean undone = findable.isUndone(
                    json.read(request, requestType), receipt == null ? null : json.read(receipt, receiptType), attempt);
            return undone ? Optional.of(UNDONE) : Optional.empty();
        }

        @Override
        public Duration inFlightLimit() {
            return partner.inFlightLimit();
        }
    }
}
