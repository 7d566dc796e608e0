package io.backstitch.stack.evidence;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Values as people read them. */
final class Values {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Values() {}

    /** Whatever it is; lists and objects as tables. */
    static Html of(JsonNode value) {
        if (value.isMissingNode()
                || value.isNull()
                || (value.isString() && value.asString().isEmpty())) {
            return Html.tag("span.none", "nothing");
        }
        if (value.isObject()) {
            List<Html> rows = new ArrayList<>();
            value.properties().forEach(member -> rows.add(row(member.getKey(), of(member.getValue()))));
            return rows.isEmpty() ? Html.tag("span.none", "nothing") : Html.tag("table.value", rows);
        }
        if (value.isArray()) {
            List<Html> items =
                    value.valueStream().map(item -> Html.tag("li", of(item))).toList();
            return items.isEmpty() ? Html.tag("span.none", "none") : Html.tag("ul.value", items);
        }
        if (value.isBoolean()) {
            return Html.text(value.asBoolean() ? "yes" : "no");
        }
        return Html.tag("span.text", value.asString());
    }

    static Html row(String label, Html value) {
        return Html.tag("tr", Html.tag("th", label), Html.tag("td", value));
    }

    /** A time of an entry; as it is when it is none. */
    static String time(JsonNode value) {
        String text = value.asString("");
        try {
            return TIME.format(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return text;
        }
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** Minor units with their currency: {@code 1,250.00 EUR}. As they are when one of them is none. */
    static String money(JsonNode minorUnits, String currency) {
        if (!minorUnits.isIntegralNumber()) {
            return (minorUnits.asString("") + " " + currency).strip();
        }
        try {
            int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
            DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
            format.setMinimumFractionDigits(digits);
            return format.format(BigDecimal.valueOf(minorUnits.asLong(), digits)) + " " + currency;
        } catch (IllegalArgumentException e) {
            return minorUnits.asString() + " minor units " + currency;
        }
    }
}
