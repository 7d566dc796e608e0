package io.backstitch.stack.sandbox;

import static io.backstitch.stack.sandbox.Partner.aCharge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.backstitch.stack.junit.TestProcesses;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was answered survives a kill. */
class SandboxRestartTest {
    private static final Pattern LISTENS = Pattern.compile("HTTP (\\S+), SMTP 127.0.0.1:(\\d+)");

    @TempDir
    private Path data;

    @Test
    void givesTheSameAnswersAfterAKill() throws Exception {
        String charge;
        var process = startProcess();
        try (BufferedReader output = process.inputReader()) {
            var where = LISTENS.matcher(Objects.requireNonNull(output.readLine(), "The sandbox did not start."));
            assertThat(where.find()).isTrue();
            var partner = new Partner(URI.create(where.group(1)));
            charge = partner.charge("key-1", aCharge(4900)).id();
            partner.refund("key-2", charge, 4900);
            partner.charge("key-3", aCharge(4900, "tok_declined"));
            new Sender(Integer.parseInt(where.group(2))).send("<m1@backstitch>", "ada@example.org", "Hi", "Hello");
        } finally {
            process.destroyForcibly().waitFor();
        }

        try (var sandbox = Sandbox.start(SandboxSettings.onFreePorts(data))) {
            var partner = new Partner(sandbox.url());
            var replayed = partner.charge("key-1", aCharge(4900));
            assertThat(replayed.id()).isEqualTo(charge);
            assertThat(replayed.header("Idempotent-Replayed")).isEqualTo("true");
            assertThat(partner.refund("key-4", charge, 4900).errorCode()).isEqualTo("charge_already_refunded");
            assertThat(partner.charge("key-3", aCharge(4900, "tok_declined")).header("Idempotent-Replayed"))
                    .isEqualTo("true");
            assertThat(partner.charge("key-5", aCharge(1)).id()).isEqualTo("ch_00000003");
            assertThat(sandbox.client().record())
                    .extracting(PaymentOperation::key)
                    .containsExactly("key-1", "key-2", "key-5");
            assertThat(sandbox.client().mails()).extracting(Mail::messageId).containsExactly("<m1@backstitch>");
        }
    }

    @Test
    void forgetsALineThatWasCutOffByACrash() throws IOException {
        chargeOnce("key-1");
        Files.writeString(data.resolve("payments.jsonl"), "{\"sequence\":2,\"at\":\"20", StandardOpenOption.APPEND);

        chargeOnce("key-2");

        try (var sandbox = Sandbox.start(SandboxSettings.onFreePorts(data))) {
            assertThat(sandbox.client().record())
                    .extracting(PaymentOperation::key)
                    .containsExactly("key-1", "key-2");
        }
    }

    @Test
    void refusesARecordThatCannotBeRead() throws IOException {
        Files.writeString(data.resolve("mail.jsonl"), "not JSON\n");

        assertThatIllegalStateException()
                .isThrownBy(() -> Sandbox.start(SandboxSettings.onFreePorts(data)))
                .withMessageContaining("Line 1 of the record")
                .withMessageContaining("mail.jsonl");
    }

    @Test
    void leavesTheRecordToTheSandboxThatHasIt() {
        try (var first = Sandbox.start(SandboxSettings.onFreePorts(data))) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> Sandbox.start(SandboxSettings.onFreePorts(data)))
                    .withMessageContaining("in use by another sandbox");
            assertThat(first.client().record()).isEmpty();
        }
    }

    @Test
    void saysThatAPortIsTakenAndLeavesNothingOpen(@TempDir Path other) {
        try (var first = Sandbox.start(SandboxSettings.onFreePorts(data))) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> Sandbox.start(new SandboxSettings(first.httpPort(), 0, other)))
                    .withMessageContaining("cannot listen on ports %d and 0".formatted(first.httpPort()));
            assertThatIllegalStateException()
                    .isThrownBy(() -> Sandbox.start(new SandboxSettings(0, first.smtpPort(), other)))
                    .withMessageContaining("free them or choose others");
        }
        Sandbox.start(SandboxSettings.onFreePorts(other)).close();
    }

    private Process startProcess() {
        return TestProcesses.start(new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Sandbox.class.getName(),
                        "--http-port",
                        "0",
                        "--smtp-port",
                        "0",
                        "--data",
                        data.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT));
    }

    private void chargeOnce(String key) throws IOException {
        try (var sandbox = Sandbox.start(SandboxSettings.onFreePorts(data))) {
            new Partner(sandbox.url()).charge(key, aCharge(4900));
        }
    }
}
