package io.backstitch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.Beans;
import io.backstitch.intake.Door;
import io.backstitch.intake.StartRequest;
import io.backstitch.intake.Started;
import io.backstitch.intake.SubjectEvent;
import io.swagger.v3.oas.models.Operation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;

/** The description of the API says of which process a door is, since a door takes what its process is asked with. */
class ProcessOfDoorTest {

    record Asked(String title) {}

    record Changed(String subject) {}

    private record Start() implements StartRequest<Asked> {
        @Override
        public String process() {
            return "travel";
        }

        @Override
        public Class<Asked> type() {
            return Asked.class;
        }

        @Override
        public Set<Door> doors() {
            return Set.of(Door.API);
        }

        @Override
        public Record variables(Asked request, String requester) {
            return request;
        }
    }

    private record Change(boolean starts) implements SubjectEvent<Changed> {
        @Override
        public String process() {
            return "contract";
        }

        @Override
        public String name() {
            return "contract.changed";
        }

        @Override
        public Class<Changed> type() {
            return Changed.class;
        }

        @Override
        public Set<Door> doors() {
            return Set.of(Door.API);
        }

        @Override
        public Record variables(Changed request, String requester) {
            return request;
        }

        @Override
        public String subject(Changed event) {
            return event.subject();
        }
    }

    @Tells(
            messages = {"expense.changed", "expense.requested"},
            variables = Asked.class)
    static class Doors {

        ResponseEntity<Started> ask(@RequestBody Asked request) {
            throw new AssertionError();
        }

        ResponseEntity<Started> change(@RequestBody Changed event) {
            throw new AssertionError();
        }

        Started upload(byte[] file) {
            throw new AssertionError();
        }

        ResponseEntity<Map<String, String>> look(@RequestBody Asked request) {
            throw new AssertionError();
        }
    }

    static class Undeclared {
        ResponseEntity<Started> change(@RequestBody Changed event) {
            throw new AssertionError();
        }
    }

    @Test
    void aDoorIsOfTheProcessWhoseRequestItTakes() {
        assertThat(processOf(new Doors(), "ask", Asked.class, true)).isEqualTo("travel");
        assertThat(processOf(new Doors(), "change", Changed.class, true)).isEqualTo("contract");
    }

    @Test
    void otherwiseOfTheOneThatItDeclaresToStart() {
        assertThat(processOf(new Doors(), "upload", byte[].class, true)).isEqualTo("expense");
    }

    @Test
    void noOtherDoorIsOfAProcess() {
        assertThat(processOf(new Doors(), "look", Asked.class, true)).isNull();
        assertThat(processOf(new Undeclared(), "change", Changed.class, false))
                .as("it starts no runs")
                .isNull();
    }

    private static @Nullable Object processOf(Object doors, String method, Class<?> takes, boolean starts) {
        try {
            HandlerMethod door = new HandlerMethod(doors, doors.getClass().getDeclaredMethod(method, takes));
            Operation operation = new ProcessOfDoor(Beans.of(List.of(new Start(), new Change(starts))))
                    .customize(new Operation(), door);
            return operation.getExtensions() == null
                    ? null
                    : operation.getExtensions().get("x-backstitch-process");
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }
}
