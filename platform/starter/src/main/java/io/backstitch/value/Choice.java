package io.backstitch.value;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.DelegatingDeserializer;

/** One of a few words. In a request, a word that is none of them is told with those that are. */
final class Choice extends DelegatingDeserializer {

    Choice(ValueDeserializer<?> reading) {
        super(reading);
    }

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> reading) {
        return new Choice(reading);
    }

    @Override
    public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) {
        if (Reading.of(context) == null) {
            return super.deserialize(parser, context);
        }
        try {
            return super.deserialize(parser, context);
        } catch (DatabindException e) {
            return Reading.fault(parser, context, handledType(), "must be one of " + words(handledType()));
        }
    }

    private static String words(Class<?> type) {
        return Stream.of(type.getEnumConstants())
                .map(it -> word(type, ((Enum<?>) it).name()))
                .collect(Collectors.joining(", "));
    }

    private static String word(Class<?> type, String constant) {
        try {
            JsonProperty written = type.getField(constant).getAnnotation(JsonProperty.class);
            return written == null ? constant : written.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("Every constant is a field", e);
        }
    }
}
