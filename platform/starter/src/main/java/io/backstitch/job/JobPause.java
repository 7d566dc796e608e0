package io.backstitch.job;

import java.time.Instant;

/**
 * A step that goes on at a known time.
 *
 * @param detail for people
 */
public record JobPause(
        long jobKey, long processInstanceKey, String jobType, Reason reason, String detail, Instant until) {

    /** Why it waits. */
    public enum Reason {
        /** An attempt failed; it is tried again. */
        RETRY,
        /** The rate of its partner. */
        PARTNER_RATE,
        /** Something else must come first. */
        NOT_YET,
        /** Its tenant has its share of the lane. */
        TENANT_SHARE
    }
}
