package io.backstitch.intake;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** The beans of this package: they stay hidden, and come with the auto-configuration. */
@EnableConfigurationProperties(Deadlines.class)
@Import({
    AcceptedVariables.class,
    ArchivedRuns.class,
    EventTypes.class,
    Intake.class,
    KnownRequests.class,
    LineMetrics.class,
    Lines.class,
    MessagePublisher.class,
    Publications.class,
    Relay.class,
    RunCommands.class,
    RunTokens.class,
    Runs.class,
    StartRates.class,
    TablesOfIntake.class,
    TakenRecords.class,
    Undelivered.class
})
public class IntakeBeans {}
