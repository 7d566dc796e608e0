package io.backstitch.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Times are texts of our calendar, with their zone, and within the bounds that a process says. */
class TimesTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    record Appointment(
            @Within Instant at, @Within(yearsBack = 200) LocalDate day, Duration length, Version version) {}

    private final JsonMapper json = mapper();

    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder();
        ValueModule.use(builder);
        return builder.build();
    }

    @Test
    void takesIso8601() {
        assertThat(Times.instant("2026-11-21T10:00:00+01:00")).isEqualTo("2026-11-21T09:00:00Z");
        assertThat(Times.instant("0001-01-01T00:00:00Z")).isEqualTo("0001-01-01T00:00:00Z");
        assertThat(Times.date("2024-02-29")).isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(Times.duration("P3D")).isEqualTo(Duration.ofDays(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-11-21",
                "2026-11-21T10:00:00",
                "2026-02-30T10:00:00Z",
                "21.11.2026",
                "1763719200000",
                "0000-01-01T00:00:00Z",
                "-0001-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "+57859-01-01T00:00:00Z",
                "2026-11-21T25:00:00Z",
                "2026-11-21T10:00:00Z\u0000",
                "2026-11-21T10:00:00[Europe/Berlin]"
            })
    void refusesWhatIsNoTime(String text) {
        assertThatExceptionOfType(BadValue.class).isThrownBy(() -> Times.instant(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0000-01-01", "+57859-01-01", "2026-2-3", "2023-02-29", "20261121", "2026-11-21T00:00:00Z"})
    void refusesWhatIsNoDate(String text) {
        assertThatExceptionOfType(BadValue.class).isThrownBy(() -> Times.date(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "P3650000D", "PT-1S", "-P1D", "15m", "900", "P1Y", "PT9223372036854775807S", "PT99999999999H"
            })
    void refusesWhatIsNoDurationThatAnybodyMeans(String text) {
        assertThatExceptionOfType(BadValue.class).isThrownBy(() -> Times.duration(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1763719200000", "1763719200.5", "20261121", "[2026,11,21]", "true", "\"1763719200000\""})
    void aNumberIsNoTime(String value) {
        String request = "{\"at\":%s,\"day\":%s,\"length\":%s,\"version\":1}".formatted(value, value, value);

        assertThatExceptionOfType(BadFields.class)
                .isThrownBy(() -> json.readValue(request, Appointment.class))
                .satisfies(
                        bad -> assertThat(bad.fields()).extracting(Field::field).contains("at"));
    }

    @Test
    void isWithinWhatItsProcessSays() {
        try (ValidatorFactory factory = Validation.byDefaultProvider()
                .configure()
                .clockProvider(() -> Clock.fixed(NOW, ZoneOffset.UTC))
                .buildValidatorFactory()) {
            assertThat(factory.getValidator().validate(on("2016-12-01T00:00:00Z", "1900-01-01")))
                    .isEmpty();
            assertThat(factory.getValidator().validate(on("2076-11-30T00:00:00Z", "2070-01-01")))
                    .isEmpty();
            assertThat(factory.getValidator().validate(on("2016-11-01T00:00:00Z", "1700-01-01")))
                    .extracting(it -> it.getPropertyPath() + " " + it.getMessage())
                    .containsExactlyInAnyOrder(
                            "at must not be more than 10 years back, nor more than 50 ahead",
                            "day must not be more than 200 years back, nor more than 50 ahead");
            assertThat(factory.getValidator().validate(on("2077-01-01T00:00:00Z", "2026-01-01")))
                    .hasSize(1);
        }
    }

    private static Appointment on(String at, String day) {
        return new Appointment(Times.instant(at), Times.date(day), Duration.ZERO, Version.of(1));
    }
}
