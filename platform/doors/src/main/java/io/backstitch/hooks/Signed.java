package io.backstitch.hooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** What a request says is signed, and the signatures it gives: nothing is proven yet. */
final class Signed {

    static final String ALGORITHM = "HmacSHA256";

    private final String prefix;
    private final byte[] body;
    private final List<byte[]> signatures;
    private final @Nullable Instant at;

    /**
     * One of them must be right.
     *
     * @param prefix what is signed before the body
     * @param at when it was signed, as the signed content says; null when it says nothing
     */
    Signed(String prefix, byte[] body, List<byte[]> signatures, @Nullable Instant at) {
        this.prefix = prefix;
        this.body = body;
        this.signatures = signatures;
        this.at = at;
    }

    /** Compares in constant time, and all with all: how long it takes says nothing about which is near to be right. */
    Verdict judge(List<SecretKeySpec> keys, Instant now, Duration window) {
        boolean genuine = false;
        for (SecretKeySpec key : keys) {
            byte[] right = sign(key);
            for (byte[] given : signatures) {
                genuine |= MessageDigest.isEqual(right, given);
            }
        }
        if (!genuine) {
            return Verdict.FORGED;
        }
        return at == null || Duration.between(at, now).abs().compareTo(window) <= 0 ? Verdict.GENUINE : Verdict.STALE;
    }

    private byte[] sign(SecretKeySpec key) {
        ByteArrayOutputStream content = new ByteArrayOutputStream(prefix.length() + body.length);
        content.writeBytes(prefix.getBytes(UTF_8));
        content.writeBytes(body);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(content.toByteArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }
}
