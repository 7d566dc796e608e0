package io.backstitch.auditlog;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** The beans of this package: they stay hidden, and come with the auto-configuration. */
@EnableConfigurationProperties(AuditSettings.class)
@Import({
    AuditController.class,
    AuditLog.class,
    ChainEnd.class,
    CheckpointFiles.class,
    Checkpoints.class,
    Commands.class,
    Drafts.class,
    Entries.class,
    Exports.class,
    Forms.class,
    Heads.class,
    Keys.class,
    People.class,
    Proofs.class,
    Reads.class,
    RunEvidence.class,
    Sequencer.class,
    Snapshot.class,
    Snapshots.class,
    StoredCheckpoints.class,
    TablesOfAudit.class,
    UnreadableDrafts.class
})
public class AuditBeans {}
