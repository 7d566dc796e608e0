package io.backstitch.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortSettingsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path root;

    @Test
    void defaultsHoldWithoutAFile() {
        assertThat(read(Map.of())).isEqualTo(Ports.standard());
    }

    @Test
    void fileWinsOverDefaults() throws IOException {
        write("port.tasklist=18082");

        assertThat(read(Map.of()).of(Port.TASKLIST)).isEqualTo(18082);
    }

    @Test
    void environmentWinsOverFile() throws IOException {
        write("port.zeebe-rest=18088");

        assertThat(read(Map.of("BACKSTITCH_PORT_ZEEBE_REST", "28088")).of(Port.ZEEBE_REST))
                .isEqualTo(28088);
    }

    @Test
    void valueThatIsNoPortIsRefusedByName() throws IOException {
        write("port.tasklist=many");

        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(StackFailure.class)
                .hasMessage("port.tasklist in backstitch.properties is 'many', which is not a port.");
    }

    @Test
    void unknownKeyIsRefused() throws IOException {
        write("port.taslist=8082");

        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("port.taslist");
    }

    @Test
    void onePortForTwoIsRefused() throws IOException {
        write("port.tasklist=8081");

        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("port.operate")
                .hasMessageContaining("port.tasklist");
    }

    @Test
    void fileInTheRepositoryDocumentsEveryKeyWithItsDefault() throws IOException {
        String file = Files.readString(StackFolders.findRoot(Path.of("")).resolve(PortSettings.FILE));

        for (Port port : Port.values()) {
            assertThat(file).contains("#" + port.key() + "=" + port.standard() + "\n");
        }
    }

    private Ports read(Map<String, String> environment) {
        return PortSettings.read(root, environment);
    }

    private void write(String text) throws IOException {
        Files.writeString(root.resolve(PortSettings.FILE), text);
    }
}
