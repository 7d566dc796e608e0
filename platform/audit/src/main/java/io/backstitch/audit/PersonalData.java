package io.backstitch.audit;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * A person's name or address with what leads to it. It is kept outside of the chain and can be erased; the chain holds its {@link Pseudonym}.
 * Without the salt nobody can try out names against the hash.
 *
 * @param id random; the same value gets another one each time, unless the caller keeps it
 * @param salt 32 random bytes, base64url without padding; erased together with the value
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, article 17: right to erasure</a>
 */
public record PersonalData(String id, String salt, String value) {
    private static final int ID = 16;

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException when the salt is not 32 bytes: its length says where the value begins
     */
    public PersonalData {
        Pseudonym.requireSalt(salt);
        CanonicalJson.requireText("The value", value);
    }

    /** The value with a new id and a new salt. */
    public static PersonalData of(String value, SecureRandom random) {
        return new PersonalData(random(ID, random), random(Pseudonym.SALT, random), value);
    }

    private static String random(int length, SecureRandom random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What goes into the chain. */
    public Pseudonym pseudonym() {
        return new Pseudonym(id, Pseudonym.hashOf(salt, value));
    }

    /** Without the value: it may end in a log. */
    @Override
    public String toString() {
        return "PersonalData[id=" + id + "]";
    }
}
