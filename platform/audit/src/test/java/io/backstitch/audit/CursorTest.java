package io.backstitch.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verifier's reader takes exactly what the writer's library writes. */
class CursorTest {
    private static final List<String> CANONICAL = List.of(
            "{}",
            "{\"a\":[],\"b\":{}}",
            "{\"\":\"\",\"a\":[true,false,null,0,-1,1.5,1e+21,1e-7,123456789012345680]}",
            "{\"\\b\\t\\n\\f\\r\\\"\\\\\":\"\\u0000\\u001f\u007f\"}",
            "{\"\u00f6\":\"\u20ac\",\"\ud83d\ude00\":1,\"\ufb33\":2}");

    @Test
    void takesWhatTheLibraryWrites() throws IOException {
        for (String json : CANONICAL) {
            assertThat(new JsonCanonicalizer(json).getEncodedString()).isEqualTo(json);
            assertThat(accepts(json.getBytes(StandardCharsets.UTF_8))).as(json).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ }",
                "{\"b\":1,\"a\":2}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":01}",
                "{\"a\":-0}",
                "{\"a\":1.0}",
                "{\"a\":1e400}",
                "{\"a\":9007199254740993}",
                "{\"a\":\"\\u0041\"}",
                "{\"a\":\"\\u000a\"}",
                "{\"a\":\"\\u001F\"}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\\/\"}",
                "{\"a\":tru}",
                "{\"a\":1,}",
                "{\"a\":NaN}",
                "{\"a\":}"
            })
    void refusesEachOtherWayToWriteIt(String json) {
        assertThat(accepts(json.getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @Test
    void refusesWhatIsNoUtf8() {
        byte[] overlong = {'{', '"', 'a', '"', ':', '"', (byte) 0xc0, (byte) 0x80, '"', '}'};

        assertThat(accepts(overlong)).isFalse();
    }

    @Test
    void refusesADepthThatWouldOverflow() {
        String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThat(accepts(deep.getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    /** Small damages of canonical texts, where one rule is broken at a time. */
    @Test
    void agreesWithTheLibraryOnDamagedTexts() {
        Random random = new Random(7);
        int agreed = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = CANONICAL.get(random.nextInt(CANONICAL.size())).getBytes(StandardCharsets.UTF_8);
            List<Byte> damaged = new ArrayList<>();
            for (byte b : bytes) {
                damaged.add(b);
            }
            int at = random.nextInt(damaged.size());
            switch (random.nextInt(3)) {
                case 0 -> damaged.set(at, (byte) random.nextInt(256));
                case 1 -> damaged.remove(at);
                default -> damaged.add(at, damaged.get(random.nextInt(damaged.size())));
            }
            byte[] changed = new byte[damaged.size()];
            for (int j = 0; j < changed.length; j++) {
                changed[j] = damaged.get(j);
            }
            boolean canonical = isWrittenByTheLibrary(changed);
            assertThat(accepts(changed))
                    .as(new String(changed, StandardCharsets.UTF_8))
                    .isEqualTo(canonical);
            agreed += canonical ? 1 : 0;
        }
        assertThat(agreed).as("texts that are still canonical").isPositive();
    }

    private static boolean isWrittenByTheLibrary(byte[] bytes) {
        try {
            return Arrays.equals(bytes, new JsonCanonicalizer(bytes).getEncodedUTF8());
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static boolean accepts(byte[] bytes) {
        try {
            Cursor cursor = new Cursor(bytes, 0, bytes.length);
            cursor.object();
            cursor.expectEnd();
            return true;
        } catch (Malformed e) {
            return false;
        }
    }
}
