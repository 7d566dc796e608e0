package io.backstitch.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstitch.stack.StackFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the demo of expenses hands in, as whom, and what it tells. */
class ExpenseDemoTest {
    private final StringWriter told = new StringWriter();
    private FakeApplication application;

    @BeforeEach
    void start() throws IOException {
        application = new FakeApplication();
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void handsInAsThePeopleWhoseReportsTheyAre() {
        demo(application.url()).run();

        assertThat(application.budgets)
                .containsEntry("4100-sales", "controller")
                .containsEntry("4200-workshop", "controller");
        assertThat(application.reports)
                .hasSize(6)
                .containsEntry("demo-expense-1121-101530-taxi", "employee")
                .containsEntry("demo-expense-1121-101530-own", "director");
    }

    @Test
    void tellsWhoHasToDoWhatAndWhereTheEvidenceIs() {
        demo(application.url()).run();

        assertThat(told.toString())
                .contains("6 expense reports wait for people")
                .contains("own: 'Meeting of the board', handed in by director")
                .contains("log in as manager / demo")
                .contains("./backstitch demo --watch demo-expense-1121-101530-taxi")
                .contains("./backstitch audit show demo-expense-1121-101530-taxi")
                .contains("./backstitch audit verify audit.jsonl --key KEY");
    }

    @Test
    void saysWhatToDoWhenTheStackIsNotUp() {
        var nobody = URI.create("http://localhost:1");

        assertThatExceptionOfType(StackFailure.class)
                .isThrownBy(() -> demo(nobody).run())
                .withMessage("The application does not answer at http://localhost:1.");
    }

    private ExpenseDemo demo(URI at) {
        var clock = Clock.fixed(Instant.parse("2026-11-21T10:15:30Z"), ZoneOffset.UTC);
        return new ExpenseDemo(new Places(at, at, at, at, at, at), clock, new PrintWriter(told));
    }
}
