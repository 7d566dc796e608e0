package io.backstitch.approval;

import io.backstitch.auditlog.AuditKind;

/** What approvals put on record. The words are for ever: entries that were written keep them. */
enum AuditedApproval implements AuditKind {
    /**
     * Somebody took a task in Tasklist that they may not do; it is given back. Again at the second, fourth, eighth time. Body: {@code actor, process,
     * task, rule, why, times}.
     */
    TASK_HELD("engine.task-held"),
    /** A task of an approval was opened to people. Body: {@code approval, task, seat, level, form, seen}. */
    OPENED("approval.opened"),
    /**
     * A decision counts, or came when others had decided already. Body: {@code approval, task, seat, level, actor, onBehalfOf, strength,
     * authenticatedAt, decision, meaning, reason, counted, groups, limit, amount, currency, form, seen, drift, changed, proposal, opened,
     * completed, record}.
     */
    SEALED("approval.sealed"),
    /**
     * A decision broke a rule. Body: as of a sealed one, with {@code rule, why} in place of {@code meaning, counted, groups, limit}, and {@code times}:
     * how many of this person's about this approval there are, with this one. Of many not each has an entry.
     */
    REFUSED("approval.refused"),
    /** Who asked for an approval says that they take it back; what it came to says its conclusion. Body: {@code actor, approval, reason}. */
    WITHDRAWN("approval.withdrawn"),
    /**
     * What an approval came to. Body: {@code approval, outcome, level, approved, rejected, returned, needed}, and {@code withdrawal} when one came too
     * late.
     */
    CONCLUDED("approval.concluded"),
    /** Another level was asked besides. Body: {@code approval, level, groups}. */
    WIDENED("approval.widened"),
    /** Somebody lets another decide in their place. Body: {@code actor, delegation, to, until, reason}. */
    DELEGATED("approval.delegated"),
    /** They take it back. Body: {@code actor, delegation}. */
    DELEGATION_ENDED("approval.delegation-ended");

    private final String word;

    AuditedApproval(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
