package io.backstitch.approval;

/**
 * A reminder is due to one person: what is wrong with one's address, or with one's mailbox, is nothing to the others. Stored with the transaction that says so;
 * its name is stored, too: it must not be renamed.
 *
 * @param occasion tells one reminder from the next
 */
record ReminderTo(long approval, String occasion, String userName) {}
