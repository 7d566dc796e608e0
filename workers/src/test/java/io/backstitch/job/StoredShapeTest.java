package io.backstitch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.compensation.UnknownToThisVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one version wrote, another reads for certain or not at all. */
class StoredShapeTest {

    record Receipt(String transferId, long amount, @Nullable String note) {

        record Former(String transfer, long amount) {}

        @Upgrade
        static Receipt of(Former former) {
            return new Receipt(former.transfer(), former.amount(), null);
        }
    }

    record Before(String transferId, long amount) {}

    record Parts(List<String> names, Map<String, Inner> inner, Instant at) {}

    record Inner(boolean on, @Nullable List<Integer> numbers) {}

    record WithBadUpgrade(String id) {
        @Upgrade
        static WithBadUpgrade of(String former) {
            return new WithBadUpgrade(former);
        }
    }

    private static final String CURRENT = "{\"amount\":1,\"note\":null,\"transferId\":\"t-1\"}";
    private static final String FORMER = "{\"amount\":1,\"transfer\":\"t-1\"}";

    private final StoredShape<Receipt> receipts = new StoredShape<>(Receipt.class, new StepJson());

    @Test
    void tellsComponentsAndTypesAndNeitherOrderNorPackages() {
        assertThat(receipts.text()).isEqualTo("amount: long\nnote?: String\ntransferId: String");
        assertThat(Shapes.of(Parts.class))
                .isEqualTo(
                        "at: Instant\ninner: Map<String, {numbers?: List<Integer>, on: boolean}>\nnames: List<String>");
    }

    @Test
    void readsWhatItWroteAndWhatLacksOnlyWhatMayBeAbsent() {
        assertThat(receipts.current(CURRENT, receipts.text())).isEqualTo(CURRENT);
        String before = "{\"amount\":1,\"transferId\":\"t-1\"}";
        assertThat(receipts.current(before, Shapes.of(Before.class))).isEqualTo(before);
    }

    @Test
    void readsWhatAnEarlierVersionWroteByTheDeclaredUpgrade() {
        assertThat(receipts.current(FORMER, Shapes.of(Receipt.Former.class))).isEqualTo(CURRENT);
        assertThat(receipts.current(FORMER, null))
                .as("written before shapes were told")
                .isEqualTo(CURRENT);
    }

    @Test
    void readsNothingElseAndSaysWhatWouldHelp() {
        assertThatThrownBy(() -> receipts.current("{\"id\":\"t-1\",\"amount\":1}", "amount: long\nid: String"))
                .isInstanceOf(UnknownToThisVersion.class)
                .hasMessageContaining(
                        "StoredShapeTest.Receipt was written with the components (amount: long, id: String)")
                .hasMessageContaining("@Upgrade");
        assertThatThrownBy(() -> receipts.current(FORMER, "amount: int\ntransfer: String"))
                .isInstanceOf(UnknownToThisVersion.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                    | "transferId" is missing
            {"transferID":"t-1","amount":1}                       | "transferID" is not known; there are: transferId, amount, note
            {"transferId":null,"amount":1}                        | "transferId" must not be null
            {"transferId":7,"amount":1}                           | "transferId" must be a text
            {"transferId":"t-1","amount":"1"}                     | "amount" must be a whole number
            {"transferId":"t-1","amount":1.5}                     | "amount" must be a whole number
            {"transferId":"t-1","amount":99999999999999999999}    | "amount" cannot be read
            {"transferId":"t-1","amount":1,"note":{}}             | "note" must be a text
            "t-1"                                                 | it must be an object
            7                                                     | it must be an object
            []                                                    | it must be an object
            null                                                  | it must be an object
            """)
    void doesNotBelieveWhatIsNotWhole(String receipt, String why) {
        assertThatThrownBy(() -> receipts.current(receipt, null))
                .isInstanceOf(UnknownToThisVersion.class)
                .hasMessageContaining(why);
    }

    @Test
    void looksIntoListsAndMapsAndRecords() {
        StoredShape<Parts> parts = new StoredShape<>(Parts.class, new StepJson());
        String at = "\"at\":\"2026-12-01T00:00:00Z\"";

        assertThat(parts.current("{\"names\":[\"a\"],\"inner\":{\"x\":{\"on\":true}},%s}".formatted(at), null))
                .contains("\"x\"");
        assertThatThrownBy(() -> parts.current("{\"names\":[null],\"inner\":{},%s}".formatted(at), null))
                .hasMessageContaining("\"names[0]\" must not be null");
        assertThatThrownBy(
                        () -> parts.current("{\"names\":[],\"inner\":{\"x\":{\"off\":true}},%s}".formatted(at), null))
                .hasMessageContaining("\"inner.x.off\" is not known");
    }

    @Test
    void anUpgradeThatIsNoneStopsTheStart() {
        assertThatThrownBy(() -> new StoredShape<>(WithBadUpgrade.class, new StepJson()))
                .isInstanceOf(BadDeclaration.class)
                .hasMessageContaining("@Upgrade");
    }

    @Test
    void aVariableThatIsMissingIsNamed() {
        assertThatThrownBy(() -> variables("{\"amount\":1,\"businessId\":\"r-1\"}"))
                .isInstanceOf(StepRefused.class)
                .hasMessageStartingWith("The worker StoredShapeTest needs the variable transferId, which is missing")
                .hasMessageContaining("the run has: amount, businessId");
        assertThat(variables("{\"amount\":1,\"transferId\":\"t-1\"}").note()).isNull();
    }

    private static Receipt variables(String text) {
        StepJson json = new StepJson();
        return json.variables(json.tree(text), text, Receipt.class, StoredShapeTest.class);
    }
}
