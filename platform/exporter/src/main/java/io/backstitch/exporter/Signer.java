package io.backstitch.exporter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Signs messages, so that their reader can tell the engine's from those of anybody else who may write to the topic: HMAC-SHA256 over
 * what the message says and over where it stands. A copy of a true message in another topic, or in another partition of the topic, is
 * signed badly.
 *
 * <ol>
 *   <li>Signed are, each behind its length in four bytes: {@code backstitch-record-1}, the topic, the partition of the topic, the headers
 *       {@code partition}, {@code position}, {@code previous}, {@code valueType} and {@code intent}, and the value.
 *   <li>The header {@code signature} has the 32 bytes, the header {@code signer} says which key it was: the first eight hexadecimal digits of the key's
 *       SHA-256.
 * </ol>
 *
 * <p>For one thread.
 */
final class Signer implements Envelope {

    /** The environment variable with the key: 32 bytes or more, as base64. An argument of an exporter would stand in the broker's log. */
    static final String VARIABLE = "BACKSTITCH_RECORDS_KEY";

    private static final String FORMAT = "backstitch-record-1";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SMALLEST_KEY = 32;
    private static final int ID_DIGITS = 8;

    private final String id;
    private final Mac mac;

    Signer(byte[] key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            this.id = HexFormat.of().formatHex(digest).substring(0, ID_DIGITS);
            this.mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256 and " + ALGORITHM, e);
        }
    }

    /**
     * Signs with the key that the environment has; empty when it has none.
     *
     * @throws IllegalArgumentException when it is no key; the message does not repeat it
     */
    static Optional<Signer> of(Function<String, @Nullable String> environment) {
        return Optional.ofNullable(environment.apply(VARIABLE))
                .map(String::strip)
                .filter(base64 -> !base64.isEmpty())
                .map(base64 -> new Signer(decoded(base64)));
    }

    private static byte[] decoded(String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(VARIABLE + " is not base64; openssl rand -base64 32 makes a key");
        }
        if (key.length < SMALLEST_KEY) {
            throw new IllegalArgumentException(
                    VARIABLE + " has " + key.length + " bytes, and needs 32; openssl rand -base64 32 makes a key");
        }
        return key;
    }

    /** Which key it is; tells nothing about it. */
    String id() {
        return id;
    }

    /** As Kafka's producer would choose the partition, but chosen here, since it is signed, too. */
    @Override
    public ProducerRecord<byte[], byte[]> of(Message message, Producer<byte[], byte[]> producer) {
        ProducerRecord<byte[], byte[]> content = message.content();
        int partitions = producer.partitionsFor(content.topic()).size();
        return signed(content, Utils.toPositive(Utils.murmur2(content.key())) % partitions);
    }

    ProducerRecord<byte[], byte[]> signed(ProducerRecord<byte[], byte[]> content, int partition) {
        RecordHeaders headers = new RecordHeaders(content.headers().toArray());
        headers.add("signer", utf8(id));
        headers.add("signature", signature(content, partition));
        return new ProducerRecord<>(
                content.topic(), partition, content.timestamp(), content.key(), content.value(), headers);
    }

    private byte[] signature(ProducerRecord<byte[], byte[]> content, int partition) {
        update(utf8(FORMAT));
        update(utf8(content.topic()));
        update(utf8(String.valueOf(partition)));
        for (String name : Message.SIGNED) {
            Header header = content.headers().lastHeader(name);
            update(header.value());
        }
        update(content.value());
        return mac.doFinal();
    }

    /** Behind its length, so that nothing can move from one part to the next. */
    private void update(byte[] part) {
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
        mac.update(part);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
