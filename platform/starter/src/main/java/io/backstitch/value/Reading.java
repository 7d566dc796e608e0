package io.backstitch.value;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;

/** What has been found wrong so far, while a request is read to its end: who sent it hears of all of it at once. */
final class Reading {

    private static final Object KEY = Reading.class;

    private final List<Field> faults = new ArrayList<>();

    /** The one of this context; null where it is no request that is read. */
    static @Nullable Reading of(DeserializationContext context) {
        return (Reading) context.getAttribute(KEY);
    }

    static Reading begin(DeserializationContext context) {
        Reading reading = new Reading();
        context.setAttribute(KEY, reading);
        return reading;
    }

    void end(DeserializationContext context) {
        context.setAttribute(KEY, null);
    }

    /** Goes on with null within a request, and ends the reading anywhere else. */
    static <T> @Nullable T fault(JsonParser parser, DeserializationContext context, Class<T> type, String fault) {
        Field field = new Field(place(parser.streamReadContext()), fault);
        parser.skipChildren();
        Reading reading = of(context);
        if (reading == null) {
            throw new BadFields(parser, List.of(field), type);
        }
        reading.add(field);
        return null;
    }

    void add(Field field) {
        faults.add(field);
    }

    /** What a library found; when something is wrong in that place already, it follows from that. */
    void add(DatabindException failure, String fault) {
        String place = Unreadable.field(failure);
        if (faults.isEmpty() || !place.isEmpty()) {
            add(new Field(place, fault));
        }
    }

    boolean knows(String field) {
        return faults.stream().anyMatch(it -> it.isWithin(field));
    }

    List<Field> faults() {
        return faults;
    }

    /** Where a value stands, as in {@code items[1].amount}; empty for the whole. */
    static String place(@Nullable TokenStreamContext context) {
        if (context == null || context.inRoot()) {
            return "";
        }
        String outer = place(context.getParent());
        if (context.inArray()) {
            return context.hasCurrentIndex() ? "%s[%d]".formatted(outer, context.getCurrentIndex()) : outer;
        }
        String name = context.currentName();
        return name == null ? outer : outer.isEmpty() ? name : outer + "." + name;
    }
}
