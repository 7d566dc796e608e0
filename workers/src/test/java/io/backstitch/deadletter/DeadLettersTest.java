package io.backstitch.deadletter;

import static io.backstitch.deadletter.LettersOnDatabase.newKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.compensation.SagaId;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What a dead letter does to its run, and what others hear of it. */
@NeedsStack(Part.POSTGRES)
class DeadLettersTest {

    private final LettersOnDatabase database;
    private final SagaId saga;

    DeadLettersTest(RunningStack stack) {
        database = new LettersOnDatabase(stack);
        saga = database.newSaga();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void tellsOthersWhereAndHowButNotWho() {
        open(aStep());
        long letter = openLetters().getFirst();

        database.letters().close(letter, DeadLetter.State.REPLAYED, "a.person", "asked them on the telephone");

        assertThat(database.eventsAbout(letter))
                .containsExactly(
                        JsonMapper.shared().readTree("""
                                {"deadLetter": %d, "process": "onboarding", "element": "Task_ChargeCard"}
                                """.formatted(letter)),
                        JsonMapper.shared().readTree("""
                                {"deadLetter": %d, "state": "REPLAYED"}
                                """.formatted(letter)));
    }

    private Failed aStep() {
        return new Failed(
                newKey(),
                newKey(),
                saga,
                "onboarding",
                "Task_ChargeCard",
                "onboarding.charge-card",
                saga + "/Task_ChargeCard",
                3);
    }

    private void open(Failed step) {
        database.letters().open(step, DeadLetter.Kind.FINAL, "no such card");
    }

    private List<Long> openLetters() {
        return database.openOf(saga).stream().map(row -> row.letter().id()).toList();
    }
}
