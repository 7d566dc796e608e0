package io.backstitch.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What goes in comes out the same, or is refused with its field. */
class ValuesTest {

    private static final JsonMapper JSON = mapper();
    private static final int DRAWN = 5_000;

    record Request(Name name, Reason reason, Amount amount, CurrencyCode currency, Version version, List<Line> lines) {}

    record Variables(long amount, int version, boolean urgent) {}

    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder();
        ValueModule.use(builder);
        return builder.build();
    }

    static Stream<String> kept() {
        return Lines.of("names-that-are-kept.txt");
    }

    static Stream<String> refused() {
        return Lines.of("names-that-are-refused.txt");
    }

    static Stream<String> currencies() {
        return Lines.of("currencies.txt");
    }

    @ParameterizedTest
    @MethodSource("kept")
    void aNameOfAnyScriptIsKeptWhole(String name) {
        assertThat(Name.of(name).text()).isEqualTo(Normalizer.normalize(name, Normalizer.Form.NFC));
        assertThat(JSON.readValue(JSON.writeValueAsString(Name.of(name)), Name.class))
                .isEqualTo(Name.of(name));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aNameThatIsMoreOrLessThanIsSeenIsRefused(String name) {
        assertThatExceptionOfType(BadValue.class).isThrownBy(() -> Name.of(name));
    }

    @Test
    void oneNameIsOneValueHoweverItsLettersAreComposed() {
        assertThat(Name.of("Ju\u0308rgen")).isEqualTo(Name.of("Jürgen"));
        assertThat(Name.of("राम")).isNotEqualTo(Name.of("रोम"));
    }

    @Test
    void countsCharactersAsPeopleDo() {
        assertThat(Name.of("🙂".repeat(100)).text()).hasSize(200);
        assertThatExceptionOfType(BadValue.class)
                .isThrownBy(() -> Name.of("a".repeat(101)))
                .withMessage("must have 100 characters at most");
        assertThatExceptionOfType(BadValue.class)
                .isThrownBy(() -> Reason.of("a".repeat(1_000_000)))
                .withMessage("must have 1000 characters at most");
    }

    @Test
    void aReasonIsKeptAsItIsWithItsLines() {
        String reason = " Paid twice.\r\n\tSee\u00A04711 and \u200Fשלום ";

        assertThat(Reason.of(reason).text()).isEqualTo(reason);
        Stream.of(" \n", "a\0", "a\uD800", "a\u202Eb", "a\u0007")
                .forEach(it -> assertThatExceptionOfType(BadValue.class).isThrownBy(() -> Reason.of(it)));
    }

    @ParameterizedTest
    @MethodSource("currencies")
    void aCurrencyHasItsDigits(String line) {
        CurrencyCode currency = CurrencyCode.of(line.substring(0, 3));

        assertThat(currency.digits()).isEqualTo(Integer.parseInt(line.substring(4)));
        assertThat(CurrencyCode.of(line.substring(0, 3).toLowerCase(Locale.ROOT)))
                .isEqualTo(currency);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "euro", "XXX", "XAU", "XTS", "DEM", "FRF", "ABC", "EU", "€", "E R", "ＥＵＲ"})
    void refusesACurrencyInWhichNobodyPays(String code) {
        assertThatExceptionOfType(BadValue.class).isThrownBy(() -> CurrencyCode.of(code));
    }

    @Test
    void moneyIsReadWithTheDigitsOfItsCurrency() {
        assertThat(Money.text(123_450, "EUR")).isEqualTo("1234.50 EUR");
        assertThat(Money.text(123_450, "JPY")).isEqualTo("123450 JPY");
        assertThat(Money.text(123_450, "KWD")).isEqualTo("123.450 KWD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "49.99",
                "0",
                "-1",
                "0.49",
                "1e-1",
                "1e15",
                "1e400",
                "1e999999999",
                "9223372036854775808",
                "\"4900\"",
                "\"\"",
                "true",
                "null",
                "[1]",
                "{}",
                "4900.000000000000000001"
            })
    void noAmountIsCutOrGuessed(String amount) {
        assertThat(faults(request("amount", amount)))
                .singleElement()
                .extracting(Field::field)
                .isEqualTo("amount");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4900", "4900.0", "4.9e3", "4900.00000000000000000000"})
    void aWholeNumberIsWholeHoweverItIsWritten(String amount) {
        assertThat(JSON.readValue(request("amount", amount), Request.class).amount())
                .isEqualTo(Amount.of(4900));
        assertThat(JSON.readValue("{\"amount\":%s,\"version\":1,\"urgent\":true}".formatted(amount), Variables.class)
                        .amount())
                .isEqualTo(4900);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"amount\":49.99,\"version\":1,\"urgent\":true}",
                "{\"amount\":1,\"version\":1.5,\"urgent\":true}",
                "{\"amount\":1,\"version\":4294967297.0,\"urgent\":true}",
                "{\"amount\":1,\"version\":4294967297,\"urgent\":true}",
                "{\"amount\":\"1\",\"version\":1,\"urgent\":true}",
                "{\"amount\":1,\"version\":1,\"urgent\":1}",
                "{\"amount\":1,\"version\":1,\"urgent\":\"true\"}",
                "{\"amount\":true,\"version\":1,\"urgent\":true}"
            })
    void aVariableIsReadAsStrictly(String variables) {
        assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> JSON.readValue(variables, Variables.class));
    }

    @Test
    void tellsAllThatIsWrongAtOnceAndNoValueOfIt() {
        List<Field> faults = faults(
                "{\"name\":\"Secret\\u0000\",\"amount\":\"secret\",\"currency\":\"XYZ\",\"version\":0,\"lines\":[\"a\",5,\" \"]}");

        assertThat(faults)
                .extracting(Field::field)
                .containsExactly("amount", "currency", "lines[1]", "lines[2]", "name", "reason", "version");
        assertThat(faults.toString()).doesNotContainIgnoringCase("secret");
    }

    /** Texts of what Unicode has, drawn by a seed: each is kept whole, through JSON as well, or refused with a sentence. */
    @Test
    void anyTextIsKeptOrRefused() {
        long seed = Long.getLong("seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int i = 0; i < DRAWN; i++) {
            String text = drawn(random);
            for (Function<String, Word> type : List.<Function<String, Word>>of(
                    Name::of,
                    Line::of,
                    Code::of,
                    Label::of,
                    Id::of,
                    Reason::of,
                    Mention::of,
                    Email::of,
                    CurrencyCode::of)) {
                assertKeptOrRefused(text, type, seed);
            }
        }
    }

    private static void assertKeptOrRefused(String text, Function<String, Word> type, long seed) {
        Word word;
        try {
            word = type.apply(text);
        } catch (BadValue e) {
            assertThat(e.fault()).as("seed %d", seed).isNotBlank();
            return;
        }
        String json = JSON.writeValueAsString(word);
        assertThat(JSON.readValue(json, String.class)).as("seed %d", seed).isEqualTo(word.text());
        assertThat(type.apply(word.text())).as("seed %d: twice is once", seed).isEqualTo(word);
        assertThat(new String(word.text().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .as("seed %d", seed)
                .isEqualTo(word.text());
    }

    private static String drawn(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(1, 6);
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(4)) {
                case 0 -> text.append((char) random.nextInt(0x20, 0x7F));
                case 1 -> text.append((char) random.nextInt(0x10000));
                case 2 -> text.appendCodePoint(random.nextInt(0x110000));
                default -> text.append("aé\u0301\u200B\u00A0 ÄB@.".charAt(random.nextInt(9)));
            }
        }
        return text.toString();
    }

    private static String request(String field, String value) {
        String all = "{\"name\":\"a\",\"reason\":\"b\",\"amount\":1,\"currency\":\"EUR\",\"version\":1,\"lines\":[]}";
        return all.replaceAll("\"%s\":[^,]+,".formatted(field), "\"%s\":%s,".formatted(field, value));
    }

    private static List<Field> faults(String json) {
        try {
            throw new AssertionError("It was taken: " + JSON.readValue(json, Request.class));
        } catch (BadFields e) {
            return e.fields();
        }
    }
}
