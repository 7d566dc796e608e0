package io.backstitch.value;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;

/**
 * Reads records that have values of this vocabulary: to their end, so that all faults are told at once. What may not be null by its type is required.
 */
final class Requests extends ValueDeserializerModifier {

    private static final long serialVersionUID = 1L;
    private static final String VOCABULARY = Requests.class.getPackageName() + ".";

    @Override
    public ValueDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription.Supplier type, ValueDeserializer<?> reading) {
        return isRequest(type.getBeanClass()) ? new Whole(reading) : reading;
    }

    @Override
    public ValueDeserializer<?> modifyEnumDeserializer(
            DeserializationConfig config,
            JavaType type,
            BeanDescription.Supplier description,
            ValueDeserializer<?> reading) {
        return new Choice(reading);
    }

    /** Whether a record has at least one value of the vocabulary. */
    static boolean isRequest(Class<?> type) {
        return type.isRecord()
                && Stream.of(type.getRecordComponents())
                        .anyMatch(it -> it.getGenericType().getTypeName().contains(VOCABULARY));
    }

    private static final class Whole extends DelegatingDeserializer {

        Whole(ValueDeserializer<?> reading) {
            super(reading);
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> reading) {
            return new Whole(reading);
        }

        @Override
        public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) {
            String place = Reading.place(parser.streamReadContext());
            Reading outer = Reading.of(context);
            if (outer != null) {
                return checked(super.deserialize(parser, context), place, outer);
            }
            Reading reading = Reading.begin(context);
            try {
                Object request = checked(super.deserialize(parser, context), place, reading);
                if (reading.faults().isEmpty()) {
                    return request;
                }
            } catch (DatabindException e) {
                reading.add(e, Unreadable.fault(e));
            } finally {
                reading.end(context);
            }
            throw new BadFields(parser, reading.faults(), handledType());
        }

        private static @Nullable Object checked(@Nullable Object request, String place, Reading reading) {
            if (request instanceof Record all) {
                Stream.of(all.getClass().getRecordComponents())
                        .forEach(it -> check(
                                it,
                                value(all, it),
                                place.isEmpty() ? it.getName() : place + "." + it.getName(),
                                reading));
            }
            return request;
        }

        private static void check(RecordComponent component, @Nullable Object value, String place, Reading reading) {
            if (reading.knows(place)) {
                return;
            }
            if (value == null && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                reading.add(new Field(place, "is missing"));
            }
            if (value instanceof List<?> list && list.stream().anyMatch(Objects::isNull)) {
                reading.add(new Field(place, "has a null"));
            } else if (value instanceof JsonNode tree) {
                Trees.check(tree, place, reading);
            } else if (value instanceof Map<?, ?> map) {
                map.forEach((key, it) -> {
                    if (it instanceof JsonNode tree) {
                        Trees.check(tree, place + "." + key, reading);
                    }
                });
            }
        }

        private static @Nullable Object value(Record record, RecordComponent component) {
            try {
                component.getAccessor().setAccessible(true);
                return component.getAccessor().invoke(record);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("Every record has accessors", e);
            }
        }
    }
}
