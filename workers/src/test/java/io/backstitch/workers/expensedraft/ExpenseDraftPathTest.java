package io.backstitch.workers.expensedraft;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.camunda.client.api.response.ActivatedJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way through the model of drafts: only the named person hands in, by the rules of the API, and nothing is lost. */
@NeedsStack(Part.POSTGRES)
class ExpenseDraftPathTest {

    private static final Map<String, Object> LINE = Map.of(
            "date", "2026-10-05",
            "category", "travel",
            "description", "Train",
            "amount", 120.5,
            "receipt", "train.pdf",
            "sha256", "a".repeat(64));

    private static ExpenseDraftInMemory drafts;

    @BeforeAll
    static void start(RunningStack stack, @TempDir Path folder) {
        drafts = new ExpenseDraftInMemory(stack, folder);
    }

    @AfterAll
    static void stop() {
        drafts.close();
    }

    @Test
    void aConfirmedReportIsHandedInAndGoesToItsApprovers() {
        long draft = fillIn(aForm());

        drafts.confirm(draft, "employee", aForm());

        assertThat(drafts.ended(draft)).containsExactly("End_ReportHandedIn");
        ExpenseDraftInMemory.HandedIn run = drafts.run(draft).orElseThrow();
        assertThat(run.requester()).isEqualTo("employee");
        assertThat(run.email()).isEqualTo("employee@demo.invalid");
        assertThat(run.department()).isEqualTo("sales");
        assertThat(run.amount()).isEqualTo(12_050);
        assertThat(drafts.task(run.saga(), "Task_Decide").getVariablesAsMap()).containsEntry("requester", "employee");
        assertThat(drafts.onRecord(run.saga()))
                .filteredOn(entry -> entry.contains("expense.handed-in"))
                .hasSize(1)
                .allSatisfy(entry -> assertThat(entry).contains("ASSERTED", String.valueOf(draft)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"manager", ""})
    void nobodyElseHandsItIn(String assignee) {
        long draft = fillIn(aForm());

        drafts.confirm(draft, assignee, aForm());

        ActivatedJob again = again(draft);
        assertThat(again.getVariablesAsMap())
                .containsEntry("note", "It was confirmed, but not by the person whom it names.")
                .containsEntry("purpose", "Trade fair");
        assertThat(drafts.run(draft)).isEmpty();

        drafts.confirm(draft, "employee", aForm());
        assertThat(drafts.ended(draft)).containsExactly("End_ReportHandedIn");
    }

    @Test
    void nobodyElseDiscardsIt() {
        long draft = fillIn(aForm());

        drafts.confirm(draft, "manager", with("draftDecision", "discard"));
        again(draft);
        drafts.confirm(draft, "employee", with("draftDecision", "discard"));

        assertThat(drafts.ended(draft)).containsExactly("End_ReportDiscarded");
        assertThat(drafts.run(draft)).isEmpty();
    }

    @Test
    void whoConfirmsCannotChangeWhomItNames() {
        long draft = fillIn(aForm());

        drafts.confirm(draft, "manager", with("requester", "manager"));

        assertThat(again(draft).getVariablesAsMap()).containsEntry("requester", "employee");
    }

    @Test
    void whatBreaksARuleComesBackWithTheFieldAndNothingIsLost() {
        Map<String, Object> line = new HashMap<>(LINE);
        line.put("sha256", "");
        Map<String, Object> form = with("lines", List.of(LINE, line));
        long draft = fillIn(form);

        drafts.confirm(draft, "employee", form);

        assertThat(again(draft).getVariablesAsMap())
                .hasEntrySatisfying(
                        "note",
                        note -> assertThat(note).asString().contains("items[1]", "a receipt has a name and a SHA-256"))
                .containsEntry("lines", List.of(LINE, line));
        assertThat(drafts.run(draft)).isEmpty();

        drafts.confirm(draft, "employee", aForm());
        assertThat(drafts.ended(draft)).containsExactly("End_ReportHandedIn");
    }

    @Test
    void anAmountWithMoreDecimalsThanItsCurrencyComesBackAndIsNotRounded() {
        Map<String, Object> line = new HashMap<>(LINE);
        line.put("amount", 49.995);
        Map<String, Object> form = with("lines", List.of(line));
        long draft = fillIn(form);

        drafts.confirm(draft, "employee", form);

        assertThat(again(draft).getVariablesAsMap())
                .hasEntrySatisfying(
                        "note", note -> assertThat(note).asString().contains("items[0].amount", "not rounded"));
        assertThat(drafts.run(draft)).isEmpty();
    }

    @Test
    void nobodyHandsInItemsThatTheFormDoesNotShow() {
        Map<String, Object> form = with("items", List.of(Map.of("amount", 99_999)));
        long draft = drafts.pastTheForm(() -> fillIn(form));

        drafts.confirm(draft, "employee", aForm());

        assertThat(drafts.ended(draft)).containsExactly("End_ReportHandedIn");
        assertThat(drafts.run(draft))
                .hasValueSatisfying(run -> assertThat(run.amount()).isEqualTo(12_050));
    }

    @Test
    void whatCannotBeReadComesBack() {
        for (Object lines : List.of("none", List.of(), List.of(Map.of("date", "yesterday", "amount", "much")))) {
            Map<String, Object> form = with("lines", lines);

            long draft = drafts.pastTheForm(() -> confirmed(form));

            assertThat(again(draft).getVariablesAsMap())
                    .hasEntrySatisfying(
                            "note", note -> assertThat(note).asString().isNotEmpty());
        }
    }

    private static long confirmed(Map<String, Object> form) {
        long draft = fillIn(form);
        drafts.confirm(draft, "employee", form);
        return draft;
    }

    @Test
    void waitsForTheEnginesRecordAndBelievesNoVariable() {
        Map<String, Object> form = with("saga", "expense/of-another");
        form.put("businessId", "of-another");
        form.put("outcome", "handed-in");
        long draft = drafts.pastTheForm(() -> fillIn(form));
        ActivatedJob task = drafts.confirmation(draft);

        drafts.complete(task, aForm());
        assertThat(drafts.run(draft)).isEmpty();
        drafts.tell(task, "employee");

        assertThat(drafts.ended(draft)).containsExactly("End_ReportHandedIn");
        assertThat(drafts.run(draft)).isPresent();
    }

    @Test
    void somebodyWhoMayNotLogInHandsNothingIn() {
        Map<String, Object> form = with("requester", "nobody");
        long draft = fillIn(form);

        drafts.confirm(draft, "nobody", form);

        assertThat(again(draft).getVariablesAsMap()).containsEntry("note", "Nobody of this name may log in.");
    }

    @Test
    void whoMayNotUseTheApiMayNotHandInHere() {
        Map<String, Object> form = with("requester", "reviewer");
        long draft = fillIn(form);

        drafts.confirm(draft, "reviewer", form);

        assertThat(again(draft).getVariablesAsMap())
                .hasEntrySatisfying("note", note -> assertThat(note).asString().contains("expense-requester"));
        assertThat(drafts.run(draft)).isEmpty();
    }

    @Test
    void expiresWhenNobodyConfirms() throws InterruptedException {
        long draft = fillIn(aForm());
        drafts.confirmation(draft);

        drafts.engine.advanceClock(Duration.ofDays(14).plusHours(1));

        assertThat(drafts.ended(draft)).containsExactly("End_DraftExpired");
        assertThat(drafts.run(draft)).isEmpty();
    }

    /** The task of the next turn. */
    private static ActivatedJob again(long draft) {
        return drafts.confirmationWithNote(draft);
    }

    /** What becomes of the draft is not asked at its start. */
    private static long fillIn(Map<String, Object> form) {
        Map<String, Object> atTheStart = new HashMap<>(form);
        atTheStart.remove("draftDecision");
        return drafts.fillIn(atTheStart);
    }

    private static Map<String, Object> aForm() {
        return with("draftDecision", "hand-in");
    }

    private static Map<String, Object> with(String name, Object value) {
        Map<String, Object> form = new HashMap<>(Map.of(
                "requester", "employee",
                "purpose", "Trade fair",
                "costCenter", "4711",
                "currency", "EUR",
                "draftDecision", "hand-in",
                "lines", List.of(LINE)));
        form.put(name, value);
        return form;
    }
}
