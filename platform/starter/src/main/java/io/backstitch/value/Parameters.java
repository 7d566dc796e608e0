package io.backstitch.value;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** How a part of an address, or a header, becomes a value: by the factory by which the field of a body does, and as strictly. */
public final class Parameters {

    private static final Map<Class<?>, Function<String, ?>> FACTORIES = Map.of(
            Label.class, Label::of,
            Code.class, Code::of,
            RequestKey.class, RequestKey::of,
            Serial.class, text -> Serial.of(Numbers.parse(text)),
            PageLimit.class, text -> PageLimit.of(Numbers.parse(text)),
            Instant.class, Times::instant,
            Duration.class, Times::duration,
            YearMonth.class, Times::month,
            YesOrNo.class, YesOrNo::parse);

    private Parameters() {}

    /** What a parameter can be, besides one of the names of an enum. */
    public static Set<Class<?>> types() {
        return FACTORIES.keySet();
    }

    /**
     * The value, if it is one.
     *
     * @param type one of {@link #types}
     * @throws BadValue when it is none
     */
    public static Object read(String text, Class<?> type) {
        return Objects.requireNonNull(FACTORIES.get(type)).apply(text);
    }
}
