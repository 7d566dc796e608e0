package io.backstitch.value;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.jdk.NumberDeserializers;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * How JSON becomes values, at the doors and from the variables of the engine: nothing is narrowed and nothing is guessed. A text is no number, a number
 * no boolean and no date, 49.99 no whole number. A text, time or date that nobody could keep is refused, and so is a card number in a field for cards.
 */
public final class ValueModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    private interface Factory<T> {
        @Nullable
        T read(JsonParser parser, DeserializationContext context);
    }

    public ValueModule() {
        super("values-at-the-door");
        addText(Name.class, Name::of);
        addText(Line.class, Line::of);
        addText(Code.class, Code::of);
        addText(Label.class, Label::of);
        addText(Id.class, Id::of);
        addText(Reason.class, Reason::of);
        addText(Mention.class, Mention::of);
        addText(Email.class, Email::of);
        addText(Login.class, Login::of);
        addText(LedgerKey.class, LedgerKey::of);
        addText(Phone.class, Phone::of);
        addText(Sha256.class, Sha256::of);
        addText(CurrencyCode.class, CurrencyCode::of);
        addText(Instant.class, Times::instant);
        addText(LocalDate.class, Times::date);
        addText(Duration.class, Times::duration);
        addNumber(Amount.class, Amount::of);
        addNumber(Balance.class, Balance::of);
        addNumber(Version.class, value -> Version.of(Numbers.toInt(value)));
        addWhole(Long.class, it -> it);
        addWhole(Long.TYPE, it -> it);
        addWhole(Integer.class, Math::toIntExact);
        addWhole(Integer.TYPE, Math::toIntExact);
        add(String.class, ValueModule::storable);
        setDeserializerModifier(new Requests());
    }

    /** A mapper that reads so. */
    public static void use(JsonMapper.Builder builder) {
        builder.addModule(new ValueModule())
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
    }

    private <T> void addText(Class<T> type, Function<String, T> factory) {
        add(type, (parser, context) -> {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return Reading.fault(parser, context, type, "must be a text");
            }
            String text = parser.getString();
            String card = CardFields.fault(parser.streamReadContext(), text);
            return card == null
                    ? made(parser, context, type, () -> factory.apply(text))
                    : Reading.fault(parser, context, type, card);
        });
    }

    private <T> void addNumber(Class<T> type, LongFunction<T> factory) {
        add(type, (parser, context) -> {
            if (!parser.currentToken().isNumeric()) {
                return Reading.fault(parser, context, type, "must be a whole number, and no text");
            }
            OptionalLong whole = Numbers.whole(parser.getDecimalValue());
            return whole.isEmpty()
                    ? Reading.fault(parser, context, type, "must be a whole number: it is not rounded")
                    : made(parser, context, type, () -> factory.apply(whole.getAsLong()));
        });
    }

    private static <T> @Nullable T made(
            JsonParser parser, DeserializationContext context, Class<T> type, Supplier<T> factory) {
        try {
            return factory.get();
        } catch (BadValue e) {
            return Reading.fault(parser, context, type, e.fault());
        }
    }

    private static @Nullable String storable(JsonParser parser, DeserializationContext context) {
        String text = StringDeserializer.instance.deserialize(parser, context);
        String fault = text == null ? null : Storable.fault(text);
        if (fault == null && text != null) {
            fault = CardFields.fault(parser.streamReadContext(), text);
        }
        return fault == null ? text : Reading.fault(parser, context, String.class, fault);
    }

    private <T> void add(Class<T> type, Factory<T> factory) {
        addDeserializer(type, new ValueDeserializer<T>() {
            @Override
            public @Nullable T deserialize(JsonParser parser, DeserializationContext context) {
                return factory.read(parser, context);
            }
        });
    }

    /** Whole numbers of the language: as the library reads them, but for those with a point, which it would cut. */
    @SuppressWarnings("unchecked")
    private <T> void addWhole(Class<T> type, LongFunction<T> exact) {
        addDeserializer(type, new WholeNumber<>(type, (ValueDeserializer<T>) NumberDeserializers.find(type), exact));
    }
}
