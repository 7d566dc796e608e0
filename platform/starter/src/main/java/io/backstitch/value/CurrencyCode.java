package io.backstitch.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A currency in which people pay today. Lower case is taken, as some who send us events write it, and becomes upper case.
 *
 * @see <a href="https://www.six-group.com/en/products-services/financial-information/data-standards.html">ISO 4217</a>
 */
public record CurrencyCode(@JsonValue String text) implements Word {

    /** The JDK knows them still: withdrawn, or units of account that nobody pays in. */
    private static final Set<String> WITHDRAWN = Set.of(
            ("ADP AFA AOK AON AOR ARP ATS AYM AZM BEF BGL BOV BRC BRE BRN BRR BYB BYR CHE CHW CLF COU CSD CUC CYP DEM ECS ECV EEK ESA ESB ESP FIM FRF "
                            + "GHC GRD GWE GWP HRK IEP ITL LTL LUF LVL MGF MRO MTL MXP MXV MZM NLG PEI PLZ PTE ROL RUR SDD SIT SKK SLL SRG STD SVC TJR TMM TPE "
                            + "TRL USN USS UYI UYW VEB VEF XBA XBB XBC XBD XEU XFO XFU XSU XUA YDD YUM YUN ZAL ZMK ZRN ZWD ZWL ZWN ZWR")
                    .split(" "));

    private static final Set<String> KNOWN = Currency.getAvailableCurrencies().stream()
            .filter(it -> it.getDefaultFractionDigits() >= 0)
            .map(Currency::getCurrencyCode)
            .filter(it -> !WITHDRAWN.contains(it))
            .collect(Collectors.toCollection(TreeSet::new));

    /**
     * The value, if it is one.
     *
     * @throws BadValue when it is none
     */
    @JsonCreator
    public static CurrencyCode of(String text) {
        String code = text.length() == 3 && text.chars().allMatch(it -> it < 0x80) ? text.toUpperCase(Locale.ROOT) : "";
        if (!KNOWN.contains(code)) {
            throw new BadValue("must be an ISO 4217 code such as EUR, of a currency that is in use");
        }
        return new CurrencyCode(code);
    }

    /** How many digits stand behind the point: 2 of EUR, none of JPY, 3 of KWD. */
    public int digits() {
        return Currency.getInstance(text).getDefaultFractionDigits();
    }

    @Override
    public String toString() {
        return text;
    }
}
