package io.backstitch.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.value.Money;
import java.io.IOException;
import java.math.BigDecimal;
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
            {"costCenter": "4711", "amount": 500.5, "hours": 8, "urgent": true, "note": "", "code": "", "trap": "", "broken": "", "kind": "", "mail": "", "phone": "", "day": "", "at": "", "moment": "",
             "share": "", "sure": false, "payee": null, "items": [1], "bonus": 5}
            """;

    private final FormFields form = formOf("forms/expense/approve.form");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            amount     | 500.5         |
            amount     | 100.05        |
            amount     | 1e2           |
            amount     | 0.01          |
            amount     | null          | Amount must be a number, and is empty.
            amount     | "100"         | Amount must be a number, and is a text.
            amount     | "1e3"         | Amount must be a number, and is a text.
            amount     | {}            | Amount must be a number, and is an object.
            amount     | [1]           | Amount must be a number, and is a list.
            amount     | true          | Amount must be a number, and is true or false.
            amount     | 100.505       | Amount has more than 2 digits after the point.
            amount     | 0             | Amount must be at least 0.01.
            amount     | -1            | Amount must be at least 0.01.
            amount     | 500.51        | An approver may lower the amount, not raise it: others may have to be asked then.
            amount     | 1e3           | An approver may lower the amount, not raise it: others may have to be asked then.
            amount     | 1e400         | Amount has more than 15 digits.
            amount     | 1e-400        | Amount must be at least 0.01.
            costCenter | "4712"        |
            costCenter | "Köln Ø 山田"  |
            costCenter | null          | Cost centre must be a text, and is empty.
            costCenter | 4712          | Cost centre must be a text, and is a number.
            costCenter | {"a": 1}      | Cost centre must be a text, and is an object.
            costCenter | ["4711"]      | Cost centre must be a text, and is a list.
            costCenter | "  "          | Cost centre must not be empty.
            costCenter | "a\\u0007"    | Cost centre has the character U+0007, which nobody sees; leave it out.
            costCenter | "a\\u202Eb"   | Cost centre has the character U+202E, which nobody sees; leave it out.
            costCenter | "a\\uD800"    | Cost centre has half a character (a surrogate without its other half), which cannot be kept; leave it out.
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
                .contains("Cost centre has 10000 characters; at most 50 are taken.");
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EUR | 0.001    | Amount has more than 2 digits after the point.
            EUR | 0        | Amount must be at least 0.01.
            JPY | 100      |
            JPY | 100.5    | Amount must be a whole number.
            JPY | 0        | Amount must be at least 1.
            KWD | 100.005  |
            KWD | 100.0005 | Amount has more than 3 digits after the point.
            KWD | 0        | Amount must be at least 0.001.
            """)
    void moneyHasTheDigitsOfItsCurrency(String currency, String now, String sentence) {
        assertThat(Edits.refused(approval(currency), form, "amount", JSON.readTree(now))
                        .map(Verdict.Refused::why))
                .isEqualTo(Optional.ofNullable(sentence));
    }

    /** A browser has looked at it; whoever decides through the API has none. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            code   | "AB-12"            |
            code   | "ab-12"            | Code does not fit the pattern that the form has for it.
            code   | "A-1"              | Code must have 5 characters at least.
            trap   | "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!" | trap has a pattern in its form that takes too long for this text: write a shorter one.
            broken | "a"                | broken has a pattern in its form that cannot be read: return it for changes.
            kind   | "small"            |
            kind   | "huge"             | Size is none of the values that the form has for it.
            mail   | "ada@example.org"  |
            mail   | "ada"              | mail must be an e-mail address such as ada@example.org, in plain letters.
            phone  | "call me"          | phone must be a phone number or empty.
            day    | "2026-11-21"       |
            day    | "2025-12-31"       | Day must not be before 2026-01-01.
            day    | "2027-01-01"       | Day must not be after 2026-12-31.
            day    | "tomorrow"         | Day must be a date such as 2026-11-21.
            at     | "14:30"            |
            at     | "25:00"            | at must be a time such as 14:30.
            moment | "2026-11-21T14:30" |
            moment | "2026-11-21"       | moment must be a date and a time such as 2026-11-21T14:30.
            share  | "0.25"             |
            share  | "0.255"            | share has more than 2 digits after the point.
            share  | "2"                | share must be at most 1.
            share  | "a lot"            | share must be a number, in digits.
            hours  | 7.5                |
            hours  | 7.3                | Hours must be a multiple of 0.5.
            hours  | 0.5                | Hours must be at least 1.
            sure   | true               |
            sure   | false              | sure must be true.
            """)
    void isWhatTheFieldOfTheFormTakes(String entry, String now, String sentence) {
        FormFields fields = FormFields.of(JSON.readTree("""
                {"components": [{"type": "group", "path": "proposal", "components": [
                  {"type": "textfield", "key": "code", "label": "Code", "validate": {"pattern": "^[A-Z]+-\\\\d+$", "minLength": 5}},
                  {"type": "textfield", "key": "trap", "label": "=a", "validate": {"pattern": "^(.*a){20}$"}},
                  {"type": "textfield", "key": "broken", "validate": {"pattern": "^(a"}},
                  {"type": "select", "key": "kind", "label": "Size", "values": [{"label": "Small", "value": "small"}]},
                  {"type": "textfield", "key": "mail", "validate": {"validationType": "email"}},
                  {"type": "textfield", "key": "phone", "validate": {"validationType": "phone"}},
                  {"type": "datetime", "subtype": "date", "key": "day", "label": "Day", "validate": {"min": "2026-01-01", "max": "2026-12-31"}},
                  {"type": "datetime", "subtype": "time", "key": "at"},
                  {"type": "datetime", "subtype": "datetime", "key": "moment"},
                  {"type": "number", "key": "share", "serializeToString": true, "decimalDigits": 2, "validate": {"max": 1}},
                  {"type": "number", "key": "hours", "label": "Hours", "increment": 0.5, "validate": {"min": 1}},
                  {"type": "checkbox", "key": "sure", "validate": {"required": true}}]}]}
                """));

        assertThat(refused(fields, entry, JSON.readTree(now))).isEqualTo(Optional.ofNullable(sentence));
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
        return approval("EUR");
    }

    private static Approval approval(String currency) {
        return new Approval(
                1,
                "expense/r1",
                "expense",
                "Taxi",
                "expense.approve",
                "requester",
                null,
                BigDecimal.valueOf(500.5).movePointRight(Money.digits(currency)).longValue(),
                currency,
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
