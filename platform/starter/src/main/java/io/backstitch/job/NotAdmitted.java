package io.backstitch.job;

/** A step whose process instance no door has begun. The message says why, for people. */
final class NotAdmitted extends Exception {

    NotAdmitted(String why) {
        super(why);
    }
}
