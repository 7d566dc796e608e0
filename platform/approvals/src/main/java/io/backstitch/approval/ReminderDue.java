package io.backstitch.approval;

/**
 * An approval still waits. Stored with the transaction that says so; its name is stored, too: it must not be renamed.
 *
 * @param occasion tells one reminder from the next
 */
record ReminderDue(long approval, String occasion) {}
