package io.backstitch.exporter;

/** There is no room for a record, since Kafka takes none. The broker comes again with the same record, later and later up to 10 s. */
final class KafkaIsAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Without a stack trace: the broker logs it at each attempt. */
    KafkaIsAway(int waiting) {
        super(
                waiting + " records wait for Kafka and there is no room for more; exporting of this partition waits",
                null,
                false,
                false);
    }
}
