package io.backstitch.approval;

import java.time.Instant;

/**
 * Somebody's word that another decides in their place.
 *
 * @param from who may decide themselves
 * @param to who decides in their place, until
 */
record Delegation(long id, String from, String to, Instant until, String reason) {}
