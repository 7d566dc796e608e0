package io.backstitch.exporter;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What is sent of a message: the message as it is, or signed for the place where it will stand. */
interface Envelope {

    /** The message and nothing else; Kafka's producer chooses its place. */
    Envelope NONE = (message, producer) -> message.content();

    /**
     * What the producer is given.
     *
     * @param producer knows how many partitions the topic has; may wait for Kafka to say so
     */
    ProducerRecord<byte[], byte[]> of(Message message, Producer<byte[], byte[]> producer);
}
