package io.backstitch.intake;

import io.backstitch.compensation.SagaId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Signs the name of a run, and tells whether a name is signed. The engine starts whatever somebody with a login tells it to start; a step
 * believes that a door has taken its run only when it shows the name signed.
 *
 * <p>The signed name is the variable {@code saga}, {@code process/business id~key.signature}, and goes where that goes, to called processes, too.
 * Whoever can read the variables of a run can copy it: {@code Strangers} finds that. To tell the two costs no round trip: the signature
 * is an HMAC-SHA256, cut to 128 bits.
 *
 * <p>The keys are in the database. The newest signs, and all are believed. Runs from before the first key need no signature. Where there were
 * some, nothing is signed in the hour after it, and need not be: instances of the last version may be at work yet, and would not know a signed name.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2104">RFC 2104, HMAC</a>
 */
@Component
public class RunTokens {

    private static final String ALGORITHM = "HmacSHA256";
    private static final char MARK = '~';
    private static final int SIGNATURE_BYTES = 16;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Map<Integer, SecretKeySpec> keys = new ConcurrentHashMap<>();
    private volatile @Nullable Newest newest;

    RunTokens(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The key that signs. */
    private record Newest(int id, Instant unsignedUntil) {}

    /** The name of a run for the variable {@code saga}, signed, unless it is too early for that. */
    public String sign(SagaId saga) {
        Newest key = newest();
        if (clock.instant().isBefore(key.unsignedUntil())) {
            return saga.value();
        }
        int id = key.id();
        byte[] signature = signature(key(id).orElseThrow(), saga.value());
        return "%s%c%d.%s"
                .formatted(
                        saga.value(),
                        MARK,
                        id,
                        Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
    }

    private Newest newest() {
        Newest known = newest;
        if (known == null) {
            known = jdbc.sql("SELECT max(id) AS id, min(unsigned_until) AS unsigned_until FROM run_key")
                    .query((row, number) -> new Newest(
                            row.getInt("id"), row.getTimestamp("unsigned_until").toInstant()))
                    .single();
            newest = known;
        }
        return known;
    }

    /**
     * The run of a name that is signed by one of our keys; of one without a signature, when it is from before. Empty otherwise.
     *
     * @throws IllegalArgumentException when it is no name of a run at all
     */
    public Optional<SagaId> verified(String name) {
        int mark = name.lastIndexOf(MARK);
        SagaId saga = SagaId.parse(mark < 0 ? name : name.substring(0, mark));
        boolean believed = mark < 0 ? isFromBefore(saga) : isSigned(saga, name.substring(mark + 1));
        return believed ? Optional.of(saga) : Optional.empty();
    }

    private boolean isSigned(SagaId saga, String token) {
        int dot = token.indexOf('.');
        if (dot < 1) {
            return false;
        }
        try {
            byte[] given = Base64.getUrlDecoder().decode(token.substring(dot + 1));
            return key(Integer.parseInt(token.substring(0, dot)))
                    .filter(key -> MessageDigest.isEqual(given, signature(key, saga.value())))
                    .isPresent();
        } catch (IllegalArgumentException e) {
            return false; // no number, or no Base64
        }
    }

    private boolean isFromBefore(SagaId saga) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM saga WHERE id = ? AND opened_at < (SELECT min(unsigned_until) FROM run_key))
                        """).param(saga.value()).query(Boolean.class).single();
    }

    private Optional<SecretKeySpec> key(int id) {
        SecretKeySpec known = keys.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<SecretKeySpec> found = jdbc.sql("SELECT secret FROM run_key WHERE id = ?")
                .param(id)
                .query(byte[].class)
                .optional()
                .map(secret -> new SecretKeySpec(secret, ALGORITHM));
        found.ifPresent(key -> keys.put(id, key));
        return found;
    }

    private static byte[] signature(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), SIGNATURE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }
}
