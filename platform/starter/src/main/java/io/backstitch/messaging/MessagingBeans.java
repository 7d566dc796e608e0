package io.backstitch.messaging;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** The beans of this package: they stay hidden, and come with the auto-configuration. */
@EnableConfigurationProperties({IncidentSettings.class, KafkaSettings.class, RecordsSettings.class})
@Import({
    AsyncFailures.class,
    BelievedUntil.class,
    DomainEvents.class,
    EngineRecordListener.class,
    EngineRecords.class,
    EventResubmission.class,
    EventSender.class,
    IncidentAlerts.class,
    IncidentEvents.class,
    IncidentRecords.class,
    IncidentWebhook.class,
    Incidents.class,
    KafkaPresence.class,
    MessagingConfiguration.class,
    OwnCommands.class,
    RecordChain.class,
    RecordOrigins.class,
    RecordPositions.class,
    RecordsAside.class,
    RecordsGate.class,
    RecordsHealth.class,
    RecordsRead.class,
    RefusedRecords.class,
    RunInstances.class,
    TablesOfMessaging.class,
    TopicRetentions.class
})
public class MessagingBeans {}
