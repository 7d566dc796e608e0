package io.backstitch.job;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** The beans of this package: they stay hidden, and come with the auto-configuration. */
@EnableConfigurationProperties({Partners.class, RefusalSettings.class, RetrySettings.class, ShapesSettings.class})
@Import({
    AcceptedRequests.class,
    Acknowledgements.class,
    Admission.class,
    CrashPoint.class,
    DeclarationsConfiguration.class,
    EffectCatalogue.class,
    ElementTemplates.class,
    Failures.class,
    GivenReceipts.class,
    Heartbeat.class,
    HeldShapesQuery.class,
    HungJobs.class,
    JobPauses.class,
    JobWorkers.class,
    JobsInHand.class,
    KafkaFailures.class,
    KernelConfiguration.class,
    LaneKernels.class,
    Lanes.class,
    OpenShapes.class,
    PartnerRates.class,
    ProcessOfDoor.class,
    Refusals.class,
    RunEnds.class,
    ShapesController.class,
    StepJson.class,
    StrangerEffects.class,
    TablesOfJobs.class
})
public class JobBeans {}
