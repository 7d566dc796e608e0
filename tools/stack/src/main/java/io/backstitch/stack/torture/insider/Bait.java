package io.backstitch.stack.torture.insider;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The processes that somebody may try to start by themselves, with variables that would bring them something. */
final class Bait {
    private static final List<String> PROCESSES = List.of("agent", "approval", "expense", "searchindex");
    /** Those that the engine starts for whoever asks. */
    private static final List<String> STARTABLE = List.of("agent", "approval", "searchindex");

    private Bait() {}

    static String process(RandomGenerator random) {
        return PROCESSES.get(random.nextInt(PROCESSES.size()));
    }

    static String startable(RandomGenerator random) {
        return STARTABLE.get(random.nextInt(STARTABLE.size()));
    }

    /** @param mark stands in all that could be seen at a partner or by people */
    static Map<String, Object> variables(String process, RandomGenerator random, String mark) {
        Map<String, Object> variables = new HashMap<>(
                Map.of("businessId", mark, "requester", Victims.EMPLOYEE, "amount", 1_200, "currency", "EUR"));
        switch (process) {
            case "approval" ->
                variables.putAll(Map.of(
                        "kind",
                        "expense",
                        "subject",
                        "Urgent invoice " + mark,
                        "form",
                        "expense.approve",
                        "proposal",
                        Map.of("amount", 12)));
            case "agent" ->
                variables.putAll(Map.of("projectId", mark, "agent", mark, "purpose", "To spy", "model", "small"));
            case "searchindex" ->
                variables.putAll(Map.of("projectId", mark, "index", mark, "documents", List.of(mark)));
            default ->
                variables.putAll(Map.of("payable", 9_999_900, "email", mark + "@customer.example", "purpose", mark));
        }
        forgeName(process, random, mark).forEach(variables::put);
        return variables;
    }

    /** None, one without a signature, or one with a signature of nobody's. */
    private static Map<String, Object> forgeName(String process, RandomGenerator random, String mark) {
        String name = process + "/" + mark;
        return switch (random.nextInt(3)) {
            case 0 -> Map.of();
            case 1 -> Map.of("saga", name);
            default -> Map.of("saga", name + "~1.AAAAAAAAAAAAAAAAAAAAAA");
        };
    }
}
