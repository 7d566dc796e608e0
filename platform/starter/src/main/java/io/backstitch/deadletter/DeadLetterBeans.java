package io.backstitch.deadletter;

import org.springframework.context.annotation.Import;

/** The beans of this package: they stay hidden, and come with the auto-configuration. */
@Import({
    DeadLetterController.class,
    DeadLetterList.class,
    DeadLetters.class,
    EffectController.class,
    EffectDecisions.class,
    EventLetters.class,
    HappenedTwice.class,
    IncidentLetters.class,
    LetterEvents.class,
    Replay.class,
    StepController.class,
    TablesOfDeadLetters.class
})
public class DeadLetterBeans {}
