package io.backstitch.deadletter;

import io.backstitch.compensation.SagaId;
import io.backstitch.intake.UndeliveredListener;
import org.springframework.stereotype.Component;

/** Joins what the intake cannot deliver to the dead letters. */
@Component
class EventLetters implements UndeliveredListener {

    private final DeadLetters letters;

    EventLetters(DeadLetters letters) {
        this.letters = letters;
    }

    @Override
    public void buried(String id, String process, String run, String message, String reason) {
        letters.undelivered(id, new SagaId(process, run), message, reason);
    }

    @Override
    public void taken(String id) {
        letters.delivered(id);
    }
}
