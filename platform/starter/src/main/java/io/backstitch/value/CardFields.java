package io.backstitch.value;

import io.backstitch.masking.CardNumbers;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamContext;

/**
 * Fields that stand for a card hold a token of the payments partner. The number itself is refused at every door, before it is stored
 * anywhere: whoever keeps it would have to be certified for that.
 *
 * @see <a href="https://www.pcisecuritystandards.org/">PCI DSS</a>
 */
final class CardFields {

    private static final String CARD = "card";

    private CardFields() {}

    /** What is wrong with a text in this place, as the rest of a sentence that begins with its name; null when nothing is. */
    static @Nullable String fault(@Nullable TokenStreamContext place, String text) {
        return standsForCard(place) && CardNumbers.isIn(text)
                ? "has a card number, which we do not take; send a token of the payments partner"
                : null;
    }

    /** Also within lists and objects of that name. */
    private static boolean standsForCard(@Nullable TokenStreamContext place) {
        for (TokenStreamContext it = place; it != null; it = it.getParent()) {
            String name = it.currentName();
            if (name != null && name.toLowerCase(Locale.ROOT).contains(CARD)) {
                return true;
            }
        }
        return false;
    }
}
