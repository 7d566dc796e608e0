package io.backstitch.audit;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * A private key: who has it can sign another history. It belongs into the environment of the application, and never into a log: it does not print itself.
 * To change it, start with a new one; those who verify then know both public keys.
 */
public final class SigningKey {
    private final PrivateKey key;
    private final VerificationKey verification;

    private SigningKey(PrivateKey key, VerificationKey verification) {
        this.key = key;
        this.verification = verification;
    }

    /** A new one. */
    public static SigningKey generate() {
        var pair = Ed25519.generate(new SecureRandom());
        return new SigningKey(pair.getPrivate(), new VerificationKey(pair.getPublic()));
    }

    /**
     * A key as {@link #base64()} writes it.
     *
     * @param base64 the PKCS#8 encoding of an Ed25519 key
     * @throws IllegalArgumentException when it is none; the message does not repeat it
     */
    public static SigningKey ofBase64(String base64) {
        try {
            byte[] encoded = Base64.getDecoder().decode(base64.strip());
            PrivateKey key = Ed25519.factory().generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return new SigningKey(key, new VerificationKey(Ed25519.publicOf((EdECPrivateKey) key)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Without the cause: a decoder's message may repeat a part of the secret.
            throw new IllegalArgumentException("This is no private Ed25519 key (PKCS#8, base64).");
        }
    }

    /** What others verify with. */
    public VerificationKey verification() {
        return verification;
    }

    /** The secret itself, in PKCS#8. */
    public String base64() {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    byte[] sign(byte[] bytes) {
        return Ed25519.sign(key, bytes);
    }

    @Override
    public String toString() {
        return "SigningKey[" + verification.id() + "]";
    }
}
