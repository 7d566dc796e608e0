package io.backstitch.audit;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * A public key: proves who signed. Its id is the first 16 hex digits of the SHA-256 of its X.509 encoding.
 */
public final class VerificationKey {
    private static final int ID = 16;

    private final PublicKey key;
    private final String id;

    VerificationKey(PublicKey key) {
        this.key = key;
        this.id = Hash.of(Hash.sha256().digest(key.getEncoded())).toString().substring(0, ID);
    }

    /**
     * A key as {@link #base64()} writes it.
     *
     * @param base64 the X.509 encoding of an Ed25519 key
     * @throws IllegalArgumentException when it is none
     */
    public static VerificationKey ofBase64(String base64) {
        try {
            byte[] encoded = Base64.getDecoder().decode(base64.strip());
            return new VerificationKey(Ed25519.factory().generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("This is no public Ed25519 key (X.509, base64).", e);
        }
    }

    /** As a checkpoint names it. */
    public String id() {
        return id;
    }

    /** The X.509 encoding, for who verifies. */
    public String base64() {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    boolean verifies(byte[] bytes, byte[] signature) {
        return Ed25519.verify(key, bytes, signature);
    }

    @Override
    public String toString() {
        return "VerificationKey[" + id + "]";
    }
}
