package io.backstitch.messaging;

/** Who has written a message in the records' topic: a closed set. */
sealed interface Origin {

    /**
     * The engine's exporter: a key that we know has signed it.
     *
     * @param previous the position of the record that was sent before this one from its partition of the engine; negative when the
     *     exporter did not know
     */
    record Engine(int partition, long position, long previous) implements Origin {}

    /** Nobody knows, and it is believed: it was there before there were signatures, or there is no key. */
    record Believed() implements Origin {}

    /**
     * Somebody else, or nobody knows, and it is not believed.
     *
     * @param why for people, with what to do
     */
    record Refused(Reason reason, String why) implements Origin {}

    /** Why a message is refused; also a tag of the metric. */
    enum Reason {
        UNSIGNED(
                "it is not signed. If the engine's exporter does not sign, give the brokers BACKSTITCH_RECORDS_KEY; else somebody else"
                        + " writes to the topic"),
        UNKNOWN_KEY(
                "it is signed with a key that is not among backstitch.records.keys. If the exporter was given a new key, add it,"
                        + " and have the records read anew (backstitch records rebuild); else somebody else writes to the topic"),
        RETIRED_KEY(
                "it is signed with a retired key, behind where that was believed. If the exporter still signs with it, give the brokers"
                        + " one of backstitch.records.keys; else somebody else has that key"),
        BAD_SIGNATURE(
                "its signature fits neither what it says nor where it stands: it was changed, or copied from elsewhere. Somebody"
                        + " else writes to the topic"),
        IMPLAUSIBLE(
                "it is not signed, and no engine has come that far: its position or its time is far in the future. Somebody else"
                        + " writes to the topic");

        private final String why;

        Reason(String why) {
            this.why = why;
        }

        Refused refused() {
            return new Refused(this, why);
        }
    }
}
