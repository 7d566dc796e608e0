package io.backstitch.compensation;

/**
 * What is safe when nobody knows whether an effect happened, because its worker died or the answer was lost. Every effect
 * declares one; there is no default.
 */
public enum Recovery {
    /** The effect is in our own database: it commits together with its receipt, so it is never in doubt. */
    IN_TRANSACTION,
    /** The partner recognises our key: call again with the same key. */
    REPEAT_WITH_KEY,
    /** Twice is the same as once: call again. */
    REPEATABLE,
    /** The partner can be asked whether the key happened: ask, then call or take the receipt. */
    ASK_PARTNER,
    /** None of these: the effect stays in doubt until a person decides. */
    ASK_PERSON
}
