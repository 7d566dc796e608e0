package io.backstitch.stack.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.stack.Port;
import io.backstitch.stack.Ports;
import io.backstitch.stack.StackFailure;
import io.backstitch.stack.StackFolders;
import io.backstitch.stack.artifact.Artifacts;
import io.backstitch.stack.component.Purpose;
import io.backstitch.stack.component.Site;
import io.backstitch.stack.lifecycle.Progress;
import io.backstitch.stack.lifecycle.Stack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path root;

    private final Ports ports = Ports.free();

    @Test
    void portThatIsTakenIsToldWithItsOwnerAndTheWayOut() throws IOException {
        try (Artifacts artifacts = new Artifacts();
                ServerSocket taken = new ServerSocket(ports.of(Port.TASKLIST), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(doctor(artifacts)::clear).isInstanceOfSatisfying(StackFailure.class, failure -> {
                assertThat(failure)
                        .hasMessageStartingWith("Port " + taken.getLocalPort() + ", which tasklist needs,")
                        .hasMessageContaining(
                                "is taken by process " + ProcessHandle.current().pid());
                assertThat(failure.advice()).contains("port.tasklist", "BACKSTITCH_PORT_TASKLIST");
            });
        }
    }

    @Test
    void everyProblemComesWithAdvice() {
        try (Artifacts artifacts = new Artifacts()) {
            List<Finding> findings = doctor(artifacts).examine();

            assertThat(findings)
                    .extracting(Finding::subject)
                    .contains("java", "disk", "memory", "ports", "browser", "node");
            assertThat(findings)
                    .filteredOn(f -> f.severity() != Finding.Severity.FINE)
                    .allSatisfy(f -> assertThat(f.advice()).isNotBlank());
        }
    }

    private Doctor doctor(Artifacts artifacts) {
        StackFolders folders = StackFolders.of(root);
        return new Doctor(
                folders, ports, new Stack(new Site(folders, ports, artifacts, Purpose.USE), Progress.unheard()));
    }
}
