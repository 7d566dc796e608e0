package io.backstitch.stack.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.Part;
import io.backstitch.stack.Port;
import io.backstitch.stack.component.Purpose;
import io.backstitch.stack.process.PortOwner;
import org.junit.jupiter.api.Test;

/** What the extension does at the end of a test plan, seen on a stack of its own. */
class StackExtensionTest {
    @Test
    void nothingIsLeftWhenTheStackIsClosed() {
        RunningStack stack = RunningStack.open(Purpose.TESTS);
        ProcessHandle database;
        try {
            stack.start(Part.POSTGRES);
            database = PortOwner.find(stack.port(Port.POSTGRES)).orElseThrow();
            assertThat(database.isAlive()).isTrue();
        } finally {
            stack.close();
        }

        assertThat(database.isAlive()).isFalse();
        assertThat(PortOwner.isFree(stack.port(Port.POSTGRES))).isTrue();
    }
}
