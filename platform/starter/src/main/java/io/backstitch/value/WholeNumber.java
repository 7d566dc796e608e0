package io.backstitch.value;

import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.util.AccessPattern;

/** A {@code long} or {@code int}: 4900.0 is the whole number 4900, 49.99 is none and is never cut. */
final class WholeNumber<T> extends ValueDeserializer<T> {

    private final Class<T> type;
    private final ValueDeserializer<T> reading;
    private final LongFunction<T> exact;

    /** @param exact throws an ArithmeticException when a number is too large */
    WholeNumber(Class<T> type, ValueDeserializer<T> reading, LongFunction<T> exact) {
        this.type = type;
        this.reading = reading;
        this.exact = exact;
    }

    @Override
    public @Nullable T deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.hasToken(JsonToken.VALUE_NUMBER_FLOAT)) {
            return reading.deserialize(parser, context);
        }
        OptionalLong whole = Numbers.whole(parser.getDecimalValue());
        try {
            if (whole.isPresent()) {
                return exact.apply(whole.getAsLong());
            }
        } catch (ArithmeticException e) {
            // It is whole, and too large: told below.
        }
        return Reading.fault(parser, context, type, "must be a whole number: it is not rounded");
    }

    @Override
    public @Nullable Object getNullValue(DeserializationContext context) {
        return reading.getNullValue(context);
    }

    @Override
    public @Nullable Object getAbsentValue(DeserializationContext context) {
        return reading.getAbsentValue(context);
    }

    @Override
    public AccessPattern getNullAccessPattern() {
        return reading.getNullAccessPattern();
    }
}
