package io.backstitch.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Keys and salts: what is secret does its work and does not show itself. */
class KeysTest {
    /** RFC 8410, 10.3 and 10.1: a private key of Ed25519 and its public key. */
    private static final String PRIVATE = "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC";

    private static final String PUBLIC = "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=";

    @Test
    void thePublicKeyFollowsFromThePrivateOne() {
        SigningKey key = SigningKey.ofBase64(PRIVATE);

        assertThat(key.verification().base64()).isEqualTo(PUBLIC);
        assertThat(key.verification().id())
                .hasSize(16)
                .isEqualTo(Hash.of(Hash.sha256().digest(Base64.getDecoder().decode(PUBLIC)))
                        .toString()
                        .substring(0, 16));
    }

    @Test
    void aCheckpointIsOneLineAndComesBackFromIt() {
        SignedCheckpoint signed = Story.of(3, 3).checkpoint(3);

        assertThat(SignedCheckpoint.read(signed.line())).isEqualTo(signed);
        assertThat(signed.isSignedBy(Story.KEY.verification())).isTrue();
        assertThat(signed.isSignedBy(VerificationKey.ofBase64(PUBLIC))).isFalse();
        assertThatThrownBy(() -> SignedCheckpoint.read(signed.line() + " "))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTreeOfAnotherSizeIsNotSigned() {
        Story story = Story.of(3);

        assertThatThrownBy(() -> SignedCheckpoint.sign(story.head(), Frontier.empty(), Story.BEGIN, Story.KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The tree has 0 leaves, the chain 3 entries.");
    }

    @Test
    void aWrongKeyIsRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> SigningKey.ofBase64("c2VjcmV0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("This is no private Ed25519 key (PKCS#8, base64).")
                .hasNoCause();
        assertThatThrownBy(() -> VerificationKey.ofBase64("c2VjcmV0")).isInstanceOf(IllegalArgumentException.class);
        assertThat(SigningKey.ofBase64(PRIVATE).toString()).doesNotContain(PRIVATE);
    }

    @Test
    void aPseudonymMatchesItsValueOnly() {
        PersonalData person = PersonalData.of("approver@example.com", new SecureRandom());
        Pseudonym pseudonym = person.pseudonym();

        assertThat(pseudonym.matches(person.salt(), person.value())).isTrue();
        assertThat(pseudonym.matches(person.salt(), "other@example.com")).isFalse();
        assertThat(PersonalData.of(person.value(), new SecureRandom())
                        .pseudonym()
                        .hash())
                .as("another salt each time")
                .isNotEqualTo(pseudonym.hash());
        assertThat(person.toString()).doesNotContain(person.value(), person.salt());
    }
}
