package io.backstitch.intake;

/** Each is a run of its own: one idempotency key, one run, for ever. */
public interface StartRequest<R extends Record> extends EventType<R> {

    @Override
    default String name() {
        return process() + Trigger.REQUESTED;
    }
}
