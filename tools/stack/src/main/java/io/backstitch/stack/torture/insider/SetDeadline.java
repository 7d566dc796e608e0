package io.backstitch.stack.torture.insider;

import io.backstitch.stack.demo.Reply;
import io.backstitch.stack.torture.insider.Tried.Reception;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A requester asks for reminders by the second, or for an end before anybody can look. */
record SetDeadline(PersonDoor requester) implements Attempt {
    private static final List<String> FIELDS = List.of("remindAfter", "escalateAfter", "expireAfter");
    private static final List<String> TIMES = List.of("PT0.05S", "-PT5S", "PT0S", "P999999999D");

    @Override
    public Kind kind() {
        return Kind.SET_DEADLINE;
    }

    @Override
    public Tried make(RandomGenerator random, String mark) throws IOException {
        String field = FIELDS.get(random.nextInt(FIELDS.size()));
        String time = TIMES.get(random.nextInt(TIMES.size()));
        Map<String, Object> body = Map.of(
                "customer",
                mark,
                "email",
                mark + "@customer.example",
                "plan",
                "team",
                "amount",
                250_000,
                "currency",
                "EUR",
                "cardToken",
                "tok_visa_" + mark,
                field,
                time);
        Reply reply = requester.ask("/api/onboardings", mark, body);
        return Tried.without(
                kind(), Answers.refusedUnlessOk(reply, Reception.SUCCEEDED), "%s %s".formatted(field, time));
    }
}
