package io.backstitch.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries get their places, and what cannot be kept is refused before it is written. */
class ChainTest {
    private static final Instant AT = Instant.parse("2026-01-15T08:00:00.123456789Z");

    @Test
    void theFirstEntryIsTheseBytesForEver() {
        Entry entry = Chain.next(
                Head.start("acme"), new Draft(AT, "approval.sealed", null, "{ \"b\" : 1.0, \"a\" : \"\\u00fc\" }"));

        assertThat(new String(entry.canonical(), StandardCharsets.UTF_8))
                .isEqualTo("{\"at\":\"2026-01-15T08:00:00.123456Z\",\"body\":{\"a\":\"ü\",\"b\":1},"
                        + "\"kind\":\"approval.sealed\",\"prev\":\"" + "0".repeat(64)
                        + "\",\"run\":null,\"seq\":1,\"tenant\":\"acme\"}");
    }

    @Test
    void theHashIsThatOfALeaf() throws NoSuchAlgorithmException {
        Entry entry = Chain.next(Head.start("acme"), draft("{}"));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update((byte) 0);

        assertThat(entry.hash()).hasToString(HexFormat.of().formatHex(digest.digest(entry.canonical())));
    }

    @Test
    void whatItWritesIsCanonicalWhateverTheNames() throws IOException {
        String odd = "a\"b\\c\b\t\n\f\r\u0001/\u00e9\ud83d\ude00";
        Entry entry = Chain.next(Head.start(odd), new Draft(AT, "audit.read", odd, "{\"x\":[1,2]}"));
        byte[] canonical = entry.canonical();

        assertThat(canonical).isEqualTo(new JsonCanonicalizer(canonical).getEncodedUTF8());
        assertThat(Entry.read(canonical)).isEqualTo(entry);
    }

    @Test
    void entriesFollowEachOther() {
        List<Entry> entries = Chain.next(Head.start("acme"), List.of(draft("{}"), draft("{}"), draft("{}")));

        assertThat(entries).extracting(Entry::seq).containsExactly(1L, 2L, 3L);
        assertThat(entries.get(0).prev()).isEqualTo(Hash.ZERO);
        assertThat(entries.get(2).prev()).isEqualTo(entries.get(1).hash());
        assertThat(Chain.next(entries.get(1).head(), draft("{}"))).isEqualTo(entries.get(2));
    }

    @Test
    void aClockThatLagsIsTakenForward() {
        Entry first = Chain.next(Head.start("acme"), draft("{}"));
        Entry second = Chain.next(first.head(), new Draft(AT.minusSeconds(5), "audit.read", null, "{}"));

        assertThat(second.at()).isEqualTo(first.at());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "",
                "{",
                "{}{}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":9007199254740993}",
                "{\"a\":0.10000000000000000001}",
                "{\"a\":1e400}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":NaN}",
                "{\"a\":01}"
            })
    void refusesABodyThatCannotBeKept(String body) {
        assertThatThrownBy(() -> draft(body))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(".*(body|number).*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":0.1}", "{\"a\":-1.50}", "{\"a\":9007199254740992}", "{\"a\":1e21}", "{\"a\":-0}"})
    void keepsNumbersThatStayTheSame(String body) {
        byte[] canonical = Chain.next(Head.start("acme"), draft(body)).canonical();

        assertThat(Entry.read(canonical).canonical()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "approval", "Approval.sealed", "approval.", ".sealed", "approval sealed", "a.b\n"})
    void refusesABadKind(String kind) {
        assertThatThrownBy(() -> new Draft(AT, kind, null, "{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not like approval.sealed");
    }

    @Test
    void refusesToReadWhatItWouldWriteInAnotherWay() {
        byte[] canonical = Chain.next(Head.start("acme"), draft("{}")).canonical();
        String spaced = new String(canonical, StandardCharsets.UTF_8).replace(",\"seq\"", ", \"seq\"");

        assertThatThrownBy(() -> Entry.read(spaced.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("This is no canonical entry");
    }

    private static Draft draft(String body) {
        return new Draft(AT, "approval.sealed", "order/A-1", body);
    }
}
