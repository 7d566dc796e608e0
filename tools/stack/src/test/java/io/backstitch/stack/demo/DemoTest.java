package io.backstitch.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstitch.stack.StackFailure;
import io.backstitch.stack.sandbox.Sandbox;
import io.backstitch.stack.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the demo tells, and what it says when it cannot. */
class DemoTest {
    private final StringWriter told = new StringWriter();
    private Sandbox sandbox;
    private FakeApplication application;

    @BeforeEach
    void start(@TempDir Path data) throws IOException {
        sandbox = Sandbox.start(SandboxSettings.onFreePorts(data));
        application = new FakeApplication();
    }

    @AfterEach
    void stop() {
        application.close();
        sandbox.close();
    }

    @Test
    void tellsWhatHappenedAndWhatToDoNext() {
        demo(application.url()).run();

        assertThat(told.toString())
                .contains("Demo 1121-101530: five onboardings")
                .contains("undid     refund-card")
                .contains("waits     for a review in Tasklist")
                .containsPattern("demo-1121-101530-bakery +straight through +onboarded +2 / 0 +nothing")
                .containsPattern("demo-1121-101530-shipyard +waits for a review +waits for a review +1 / 0")
                .containsPattern("demo-1121-101530-theatre +declined card +rejected \\(card declined\\) +1 / 1")
                .containsPattern("demo-1121-101530-brewery +cancelled in review + rolled back \\(cancelled\\) +1 / 1")
                .containsPattern("demo-1121-101530-namesake .* rolled back \\(workspace taken\\) +2 / 2")
                .contains("log in as reviewer / demo")
                .contains("./backstitch demo --watch demo-1121-101530-shipyard");
    }

    @Test
    void watchesARunUntilItEnds() {
        demo(application.url()).run();
        told.getBuffer().setLength(0);

        demo(application.url()).watch("demo-1121-101530-namesake");

        assertThat(told.toString().lines().map(String::strip))
                .containsExactly(
                        "Run demo-1121-101530-namesake, until it ends (Ctrl-C stops the watching, not the run):",
                        "did       create-customer",
                        "did       charge-card",
                        "undid     refund-card",
                        "undid     cancel-customer",
                        "ended     rolled back (workspace taken)");
    }

    @Test
    void saysThatARunEndedWhereItShouldNot() {
        application.chargesEveryCard = true;

        assertThatExceptionOfType(StackFailure.class)
                .isThrownBy(() -> demo(application.url()).run())
                .withMessage("Run demo-1121-101530-theatre ended as 'onboarded', which it should not.");
    }

    @Test
    void saysWhatToDoWhenTheStackIsNotUp() {
        var nobody = URI.create("http://localhost:1");

        assertThatExceptionOfType(StackFailure.class)
                .isThrownBy(() -> demo(nobody).run())
                .withMessage("The application does not answer at http://localhost:1.")
                .satisfies(failure -> assertThat(failure.advice()).contains("./backstitch up"));
    }

    @Test
    void saysThatTheApplicationIsNotReady() {
        application.ready = false;

        assertThatExceptionOfType(StackFailure.class)
                .isThrownBy(() -> demo(application.url()).run())
                .withMessage("The application is not ready yet.");
    }

    @Test
    void saysThatThereIsNoSuchRun() {
        assertThatExceptionOfType(StackFailure.class)
                .isThrownBy(() -> demo(application.url()).watch("demo-7"))
                .withMessage("The application says no (status 404, There is no run demo-7).");
    }

    private Demo demo(URI at) {
        var clock = Clock.fixed(Instant.parse("2026-11-21T10:15:30Z"), ZoneOffset.UTC);
        return new Demo(new Places(at, at, at, at, at, sandbox.url()), clock, new PrintWriter(told));
    }
}
