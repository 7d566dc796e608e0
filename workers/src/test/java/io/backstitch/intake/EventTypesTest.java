package io.backstitch.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.web.Problem;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What comes in comes in by the doors that its type names, and by no other. */
class EventTypesTest {

    /** What asks for an order. */
    record Order(String article) {}

    private record Requested(String process, Set<Door> doors) implements StartRequest<Order> {
        @Override
        public Class<Order> type() {
            return Order.class;
        }

        @Override
        public Record variables(Order request, String requester) {
            return request;
        }
    }

    private final Requested order = new Requested("order", Set.of(Door.WEBHOOK));
    private final EventTypes types = EventTypesOf.types(order, new Requested("parcel", Set.of(Door.API)));

    @Test
    void eachDoorKnowsThoseThatNameIt() {
        assertThat(types.find("order.requested", Door.WEBHOOK)).contains(order);
        assertThat(types.find("order.requested", Door.TOPIC)).isEmpty();
        assertThat(types.names(Door.API)).isEqualTo("parcel.requested");
        assertThat(types.names(Door.TOPIC)).isEqualTo("none, for none declares the door TOPIC");
    }

    @Test
    void aControllerTakesNothingThatDoesNotNameTheApi() {
        assertThatThrownBy(() -> Trigger.of(order, Door.API, new Order("chair"), Sender.program("test"), "1", "ada"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("404")
                .hasMessageContaining("order.requested does not come in through this door");
    }
}
