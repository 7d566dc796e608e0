package io.backstitch.compensation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells one request from another without keeping it: SHA-256 of the request's text. The text must be written the same way
 * each time (properties in a fixed order).
 *
 * @param value 64 hexadecimal digits
 */
public record Fingerprint(String value) {

    /** The fingerprint of a request's text. */
    public static Fingerprint of(String request) {
        return of(request.getBytes(StandardCharsets.UTF_8));
    }

    /** The fingerprint of a file's content. */
    public static Fingerprint of(byte[] content) {
        try {
            return new Fingerprint(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
