package io.backstitch.endtoend;

/** How a run of the crash matrix goes. */
enum Way {
    /** To its good end. */
    FORWARD,
    /** It comes far, and then everything is undone. */
    BACK,
    /** Cancelled while nobody knows whether an effect happened: the partner did it, and the answer is lost. */
    IN_DOUBT,
    /** Cancelled while an effect is under way. */
    CUT_OFF,
    /** Nobody does a person's task in time. */
    EXPIRED
}
