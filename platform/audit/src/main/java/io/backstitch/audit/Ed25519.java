package io.backstitch.audit;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;

/**
 * The JDK's signatures, with its checked exceptions made bugs: each JDK has the algorithm.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8032">RFC 8032: Edwards-Curve Digital Signature Algorithm</a>
 */
final class Ed25519 {
    private static final String NAME = "Ed25519";

    private Ed25519() {}

    static KeyFactory factory() {
        try {
            return KeyFactory.getInstance(NAME);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(NAME);
            generator.initialize(NamedParameterSpec.ED25519, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The JDK offers no way from a private to its public key but to generate the pair again from the same 32 bytes. */
    static PublicKey publicOf(EdECPrivateKey key) {
        byte[] secret = key.getBytes().orElseThrow(() -> new IllegalArgumentException("The key hides its bytes."));
        PublicKey derived = generate(new SameBytes(secret)).getPublic();
        byte[] probe = {1};
        if (!verify(derived, probe, sign(key, probe))) {
            throw new IllegalStateException("This JDK derives another public key from the private one.");
        }
        return derived;
    }

    static byte[] sign(PrivateKey key, byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(NAME);
            signature.initSign(key);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean verify(PublicKey key, byte[] bytes, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(NAME);
            signature.initVerify(key);
            signature.update(bytes);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            // Not even the form of a signature: as false as one that does not fit.
            return false;
        }
    }

    /** Random that is not: gives the bytes of a private key. */
    private static final class SameBytes extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] same;

        SameBytes(byte[] same) {
            this.same = same.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            if (bytes.length != same.length) {
                throw new IllegalStateException(
                        "The JDK asks for %d bytes of a key of %d.".formatted(bytes.length, same.length));
            }
            System.arraycopy(same, 0, bytes, 0, same.length);
        }
    }
}
