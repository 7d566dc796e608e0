package io.backstitch.approval;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** The beans of this package: they stay hidden, and come with the auto-configuration. */
@EnableConfigurationProperties({ApprovalSettings.class, HoldSettings.class})
@Import({
    ApprovalAudit.class,
    ApprovalController.class,
    ApprovalPreconditions.class,
    ApprovalTables.class,
    ApprovalTasks.class,
    Approvals.class,
    CancelledApprovals.class,
    ConcludeApproval.class,
    Conclusions.class,
    DecisionEntries.class,
    DelegationController.class,
    Delegations.class,
    Door.class,
    EngineTeller.class,
    FindApprovers.class,
    FormRecords.class,
    HoldEntries.class,
    HoldWatch.class,
    Holders.class,
    Holds.class,
    InviteNextLevel.class,
    LateDecisions.class,
    OpenTask.class,
    ProvenDecisions.class,
    RemindApprovers.class,
    ReminderMails.class,
    ReminderSender.class,
    RepeatedRefusals.class,
    SealDecision.class,
    SeenAndForms.class,
    ShownSnapshots.class,
    TablesOfApproval.class,
    TaskReturn.InEngine.class,
    Telling.class,
    UnmailedPeople.class,
    UserTaskRecords.class,
    UserTasks.class,
    Withdrawals.class
})
class ApprovalBeans {}
