package io.backstitch.compensation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two effects never have one key, and two keys never one carrier, whatever people are called. {@code -Dseed=} repeats a draw. */
class KeysPropertyTest {

    private static final int DRAWS = 20_000;
    private static final SagaId RUN = new SagaId("staffing", "run-1");
    /** Pieces that could be taken for something else. */
    private static final List<String> PIECES = List.of(
            "undo", "/", "//", "/undo", "%", "%2F", "%25", "~undo", "~", "~0", "~1", "%C3%BC", "ü", "%#", "#", " ",
            "\n", "\t", "a", "A", "0", "F", "山田太郎", "Łukasz", "😀", "\u007F", "\u00A0", "ann", "\"", "\\", "?", "&",
            "+");

    private static final Pattern HASHED = Pattern.compile("%#[0-9a-f]{64}$");
    private static final Pattern ESCAPED = Pattern.compile("(?:%[0-9A-F]{2})+");

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void everyKeyHasACarrierOfItsOwnThatCanBeReadBack() {
        Map<String, String> keyOf = new HashMap<>();
        for (int draw = 0; draw < DRAWS; draw++) {
            IdempotencyKey key = new IdempotencyKey("k" + text(8));
            String carrier = key.carrier();

            assertThat(carrier)
                    .as("seed %d", seed)
                    .matches("[!-~]([ -~]*[!-~])?")
                    .hasSizeLessThanOrEqualTo(255);
            if (!HASHED.matcher(carrier).find()) {
                assertThat(readBack(carrier)).as("seed %d", seed).isEqualTo(key.value());
            }
            assertThat(keyOf.merge(carrier, key.value(), (one, other) -> one))
                    .as("seed %d", seed)
                    .isEqualTo(key.value());
        }
    }

    /** As a partner would, who wants to know whose key it is. */
    private static String readBack(String carrier) {
        return ESCAPED.matcher(carrier)
                .replaceAll(escaped -> Matcher.quoteReplacement(
                        new String(HexFormat.of().parseHex(escaped.group().replace("%", "")), StandardCharsets.UTF_8)));
    }

    @Test
    void noTwoEffectsNorTheirCompensationsHaveOneKey() {
        Map<String, List<String>> effectOf = new HashMap<>();
        for (int draw = 0; draw < DRAWS; draw++) {
            String occurrence = text(3);
            if (!occurrence.isBlank()) {
                IdempotencyKey key = IdempotencyKey.of(RUN, "Task_1", occurrence);
                requireOwn(effectOf, key.value(), List.of(occurrence));
                requireOwn(effectOf, key.undo().value(), List.of(occurrence, "undone"));
            }
        }
        IdempotencyKey once = IdempotencyKey.of(RUN, "Task_1");
        requireOwn(effectOf, once.value(), List.of());
        requireOwn(effectOf, once.undo().value(), List.of("undone"));
    }

    private void requireOwn(Map<String, List<String>> effectOf, String key, List<String> effect) {
        assertThat(effectOf.merge(key, effect, (one, other) -> one))
                .as("seed %d: %s", seed, key)
                .isEqualTo(effect);
    }

    /** Partners know it, and ledgers hold it: runs that are under way go on. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "ann",
                "ann@example.org",
                "Ada Lovelace",
                "50%",
                "100% sure",
                "a+b",
                "O'Brien",
                "(x)[y]{z}",
                "undo-2"
            })
    void whatIsPlainStaysAsItIs(String occurrence) {
        IdempotencyKey key = IdempotencyKey.of(RUN, "Task_1", occurrence);

        assertThat(key.value()).isEqualTo("staffing/run-1/Task_1/" + occurrence);
        assertThat(key.carrier()).isEqualTo(key.value());
        assertThat(key.undo().carrier()).isEqualTo(key.value() + "/undo");
    }

    @Test
    void whatWouldBeTakenForAnotherPartStandsBehindAnEmptyOne() {
        assertThat(IdempotencyKey.of(RUN, "Task_1", "undo").value()).isEqualTo("staffing/run-1/Task_1//~undo");
        assertThat(IdempotencyKey.of(RUN, "Task_1", "A/B").value()).isEqualTo("staffing/run-1/Task_1//A~1B");
    }

    @Test
    void whatIsLongEndsWithAHashAndStaysApart() {
        String longName = "ü".repeat(300);
        IdempotencyKey one = IdempotencyKey.of(RUN, "Task_1", longName + "1");
        IdempotencyKey other = IdempotencyKey.of(RUN, "Task_1", longName + "2");
        // What somebody would have to be called to meet it.
        IdempotencyKey forged = new IdempotencyKey(one.carrier());

        assertThat(Stream.of(one, other, one.undo(), other.undo(), forged)
                        .map(IdempotencyKey::carrier)
                        .collect(Collectors.toSet()))
                .hasSize(5)
                .allMatch(carrier -> carrier.length() <= 255);
        assertThat(one.carrier()).containsPattern(HASHED);
    }

    @Test
    void refusesWhatCanBeNoKeyWithASentence() {
        assertThatThrownBy(() -> IdempotencyKey.of(RUN, "Task_1", " \t"))
                .isInstanceOf(KeyRefused.class)
                .hasMessageContaining("blank");
        assertThatThrownBy(() -> IdempotencyKey.of(RUN, "Task_1", "half \uD83D"))
                .isInstanceOf(KeyRefused.class)
                .hasMessageContaining("half a character");
        assertThatThrownBy(() -> IdempotencyKey.of(RUN, "Task_1", "zero \0"))
                .isInstanceOf(KeyRefused.class)
                .hasMessageContaining("character zero");
        assertThatThrownBy(() -> IdempotencyKey.of(RUN, "Task_1", "x".repeat(10_240)))
                .isInstanceOf(KeyRefused.class)
                .hasMessageContaining("2000 bytes");
        assertThatThrownBy(() -> IdempotencyKey.given("order-1/undo"))
                .isInstanceOf(KeyRefused.class)
                .hasMessageContaining("/undo");
    }

    private String text(int pieces) {
        return random.ints(random.nextInt(pieces) + 1, 0, PIECES.size())
                .mapToObj(PIECES::get)
                .collect(Collectors.joining());
    }
}
