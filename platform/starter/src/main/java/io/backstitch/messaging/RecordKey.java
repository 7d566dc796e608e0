package io.backstitch.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A key with which the engine's exporter signs records: what it says there, in {@code Signer}, is the same here. */
final class RecordKey {

    /** What an exporter without a key says of itself: nothing. */
    static final String NOBODY = "";

    private static final String FORMAT = "backstitch-record-1";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SMALLEST_KEY = 32;
    private static final int ID_DIGITS = 8;
    private static final List<String> SIGNED = List.of("partition", "position", "previous", "valueType", "intent");
    private static final byte[] NONE = {};

    private final String id;
    private final SecretKeySpec key;

    /** @throws IllegalArgumentException when it is no key; the message does not repeat it */
    RecordKey(String base64) {
        byte[] bytes = decoded(base64.strip());
        this.key = new SecretKeySpec(bytes, ALGORITHM);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            this.id = HexFormat.of().formatHex(digest).substring(0, ID_DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static byte[] decoded(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notRepeated) {
            throw new IllegalArgumentException(
                    "a key of backstitch.records is not base64; openssl rand -base64 32 makes one");
        }
        if (bytes.length < SMALLEST_KEY) {
            throw new IllegalArgumentException(
                    "a key of backstitch.records has %d bytes, and needs %d; openssl rand -base64 32 makes one"
                            .formatted(bytes.length, SMALLEST_KEY));
        }
        return bytes;
    }

    /** Which key it is; tells nothing about it. */
    String id() {
        return id;
    }

    /** Whether the message is signed with it: as it is, and for the place where it stands. */
    boolean hasSigned(ConsumerRecord<String, String> message) {
        return MessageDigest.isEqual(signature(message), header(message, "signature"));
    }

    /** What the exporter signs such a message with. */
    byte[] signature(ConsumerRecord<String, String> message) {
        Mac mac = mac();
        update(mac, FORMAT.getBytes(UTF_8));
        update(mac, message.topic().getBytes(UTF_8));
        update(mac, String.valueOf(message.partition()).getBytes(UTF_8));
        SIGNED.forEach(name -> update(mac, header(message, name)));
        update(mac, message.value() == null ? NONE : message.value().getBytes(UTF_8));
        return mac.doFinal();
    }

    static byte[] header(ConsumerRecord<String, String> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null || header.value() == null ? NONE : header.value();
    }

    /** Behind its length, so that nothing can move from one part to the next. */
    private static void update(Mac mac, byte[] part) {
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
        mac.update(part);
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }
}
