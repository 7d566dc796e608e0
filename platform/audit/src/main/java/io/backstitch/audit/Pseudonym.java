package io.backstitch.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * What the chain holds in place of personal data. With the salt and the value it proves who was meant; once these are erased it says
 * nothing about anybody, and the chain stays valid.
 *
 * @param id random, leads to the salt and the value as long as they exist
 * @param hash SHA-256 of the salt and the value, base64url without padding
 */
public record Pseudonym(String id, String hash) {

    static final int SALT = 32;

    /**
     * Whether this stands for the value.
     *
     * @param salt as {@link PersonalData} keeps it
     * @throws IllegalArgumentException when the salt is not 32 bytes in base64url
     */
    public boolean matches(String salt, String value) {
        return hash.equals(hashOf(salt, value));
    }

    /** For the body of an entry: an object with {@code id} and {@code hash}. */
    public String json() {
        return "{\"hash\":" + CanonicalJson.quote(hash) + ",\"id\":" + CanonicalJson.quote(id) + "}";
    }

    static String hashOf(String salt, String value) {
        MessageDigest digest = Hash.sha256();
        digest.update(requireSalt(salt));
        digest.update(value.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    }

    static byte[] requireSalt(String salt) {
        byte[] bytes = Base64.getUrlDecoder().decode(salt);
        if (bytes.length != SALT) {
            throw new IllegalArgumentException("The salt has %d bytes, not %d.".formatted(bytes.length, SALT));
        }
        return bytes;
    }
}
