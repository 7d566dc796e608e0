package io.backstitch.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A test that fills in a form has its fields, and no others. */
class FormKeysTest {

    private final FormKeys form = new FormKeys(JsonMapper.shared().readTree("""
            {"id": "trip.ask", "components": [
              {"type": "text", "text": "Where to?"},
              {"type": "textfield", "key": "place"},
              {"type": "textfield", "key": "approver", "disabled": true},
              {"type": "number", "key": "proposal.amount"},
              {"type": "group", "path": "stay", "components": [{"type": "textfield", "key": "hotel"}]},
              {"type": "dynamiclist", "path": "legs", "components": [{"type": "textfield", "key": "from"}]}]}
            """));

    @Test
    void takesWhatItsFieldsAskForAlsoWithinGroupsAndLists() {
        assertThatCode(() -> form.check(Map.of(
                        "place", "Oslo",
                        "proposal", Map.of("amount", 5),
                        "stay", Map.of("hotel", "Bristol"),
                        "legs", List.of(Map.of("from", "Bergen"), Map.of("from", "Oslo")))))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesWhatNoFieldAsksForAndNamesThoseThatThereAre() {
        assertThatThrownBy(() -> form.check(Map.of("plce", "Oslo")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "Nobody can answer plce in the form trip.ask: its fields are legs.from, place, proposal.amount, stay.hotel.");
        assertThatThrownBy(() -> form.check(Map.of("legs", List.of(Map.of("to", "Oslo")))))
                .hasMessageContaining("legs.to");
        assertThatThrownBy(() -> form.check(Map.of("approver", "ada")))
                .hasMessageContaining("Nobody can answer approver");
    }
}
