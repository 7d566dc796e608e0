package io.backstitch.stack.torture.insider;

/**
 * A run that the insiders have begun themselves, to tamper with. It must be accounted for like any other.
 *
 * @param payee user name of who may get money for it; empty when nobody may
 * @param amount in minor units, as it was asked for
 * @param usedKey the idempotency key that began it
 * @param reason of the honest approval that it gets, or may get
 */
record Victim(String process, String id, String payee, long amount, String usedKey, String reason) {

    /** As the audit names it. */
    String run() {
        return process + "/" + id;
    }
}
