package io.backstitch.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/** What an approver may write for an entry: typed by the proposal and by the form of expense reports as it is deployed. */
class EditsTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PROPOSAL = """
            {"costCenter": "4711", "amount": 500.5, "hours": 8, "urgent": true, "note": "", "payee": null, "items": [1], "bonus": 5}
            """;

    private final FormFields form = formOf("forms/expense/approve.form");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            amount     | 500.5         |
            amount     | 100.05        |
            amount     | 1e2           |
            amount     | 0.01          |
            amount     | null          | amount must be a number, and is empty.
            amount     | "100"         | amount must be a number, and is a text.
            amount     | "1e3"         | amount must be a number, and is a text.
            amount     | {}            | amount must be a number, and is an object.
            amount     | [1]           | amount must be a number, and is a list.
            amount     | true          | amount must be a number, and is true or false.
            amount     | 100.505       | amount has more than 2 digits after the point.
            amount     | 0             | amount must be at least 0.01.
            amount     | -1            | amount must be at least 0.01.
            amount     | 500.51        | An approver may lower the amount, not raise it: others may have to be asked then.
            amount     | 1e3           | An approver may lower the amount, not raise it: others may have to be asked then.
            amount     | 1e400         | amount has more than 15 digits.
            amount     | 1e-400        | amount must be at least 0.01.
            costCenter | "4712"        |
            costCenter | "Köln Ø 山田"  |
            costCenter | null          | costCenter must be a text, and is empty.
            costCenter | 4712          | costCenter must be a text, and is a number.
            costCenter | {"a": 1}      | costCenter must be a text, and is an object.
            costCenter | ["4711"]      | costCenter must be a text, and is a list.
            costCenter | "  "          | costCenter must not be empty.
            costCenter | "a\\u0007"    | costCenter has the character U+0007, which nobody sees; leave it out.
            costCenter | "a\\u202Eb"   | costCenter has the character U+202E, which nobody sees; leave it out.
            costCenter | "a\\uD800"    | costCenter has half a character (a surrogate without its other half), which cannot be kept; leave it out.
            hours      | 7             |
            hours      | 7.5           | hours must be a whole number.
            hours      | 9             | hours may be lowered, not raised: 8 were proposed.
            urgent     | false         |
            urgent     | "no"          | urgent must be true or false, and is a text.
            note       | "seen"        |
            note       | 1             | note must be a text, and is a number.
            payee      | "ann"         |
            payee      | {}            | payee must be a text, a number, or true or false, and is an object.
            items      | []            | items is a list, which nobody can change here: return it for changes.
            """)
    void isAValueOrRefusedWithATrueSentence(String entry, String now, String sentence) {
        assertThat(refused(form, entry, JSON.readTree(now))).isEqualTo(Optional.ofNullable(sentence));
    }

    @Test
    void keepsTheLengthOfTheFormAndWithoutOneItsOwn() {
        JsonNode text = StringNode.valueOf("x".repeat(10_000));

        assertThat(refused(form, "costCenter", text))
                .contains("costCenter has 10000 characters; at most 50 are taken.");
        assertThat(refused(FormFields.NONE, "costCenter", text))
                .contains("costCenter has 10000 characters; at most 1000 are taken.");
    }

    @Test
    void withoutAFormMoneyThatIsShownInItsLargerUnitHasTwoDigits() {
        assertThat(refused(FormFields.NONE, "amount", JSON.readTree("100.25"))).isEmpty();
        assertThat(refused(FormFields.NONE, "amount", JSON.readTree("100.505")))
                .contains("amount has more than 2 digits after the point.");
    }

    @Test
    void moreThanWasProposedIsTakenWhereTheFormSaysUpToHowMuch() {
        FormFields generous = FormFields.of(JSON.readTree("""
                {"components": [{"type": "group", "path": "proposal", "components": [
                  {"type": "number", "key": "bonus", "validate": {"max": 10}},
                  {"type": "number", "key": "amount", "decimalDigits": 2, "validate": {"max": 10000}}]}]}
                """));

        assertThat(refused(generous, "bonus", JSON.readTree("10"))).isEmpty();
        assertThat(refused(generous, "bonus", JSON.readTree("11"))).contains("bonus must be at most 10.");
        assertThat(refused(generous, "amount", JSON.readTree("501")))
                .as("who is asked hangs on it")
                .isPresent();
    }

    @Test
    void aChoiceIsOneOfTheFormsValues() {
        FormFields choice = FormFields.of(JSON.readTree("""
                {"components": [{"type": "select", "key": "proposal.costCenter", "values": [{"label": "A", "value": "4711"}]}]}
                """));

        assertThat(refused(choice, "costCenter", StringNode.valueOf("9")))
                .contains("costCenter is none of the values that the form has for it.");
    }

    private static Optional<String> refused(FormFields form, String entry, JsonNode now) {
        return Edits.refused(approval(), form, entry, now).map(Verdict.Refused::why);
    }

    private static FormFields formOf(String resource) {
        try (var content = EditsTest.class.getClassLoader().getResourceAsStream(resource)) {
            return FormFields.of(
                    JSON.readTree(new String(Objects.requireNonNull(content).readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Approval approval() {
        return new Approval(
                1,
                "expense/r1",
                "expense",
                "Taxi",
                "expense.approve",
                "requester",
                null,
                50_050L,
                "EUR",
                JSON.readTree(PROPOSAL),
                List.of("costCenter", "amount"),
                List.of(),
                1,
                1,
                1,
                true,
                null,
                "");
    }
}
