package io.backstitch.stack.torture.insider;

import io.backstitch.stack.demo.Reply;
import io.backstitch.stack.torture.insider.Tried.Reception;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** An employee looks at runs of others: one by one, at the addresses of other processes, and in the list. */
record ReadOthers(PersonDoor employee, Supplier<List<TrueRun>> trueRuns) implements Attempt {
    private static final List<String> ADDRESSES =
            List.of("/api/runs/%s", "/api/bulkimports/%s", "/api/audit/runs/%s", "/api/dead-letters?run=%s");

    @Override
    public Kind kind() {
        return Kind.READ_OTHERS;
    }

    @Override
    public Tried make(RandomGenerator random, String mark) throws IOException {
        List<TrueRun> others = trueRuns.get().stream()
                .filter(it -> !it.owner().equals(Victims.EMPLOYEE))
                .toList();
        if (others.isEmpty()) {
            return Tried.missed(kind());
        }
        return random.nextInt(ADDRESSES.size() + 1) == 0
                ? list(others)
                : one(ADDRESSES.get(random.nextInt(ADDRESSES.size())), others.get(random.nextInt(others.size())));
    }

    private Tried one(String address, TrueRun other) throws IOException {
        Reply reply = employee.get(address.formatted(other.id()));
        return Tried.without(
                kind(), Answers.refusedUnlessOk(reply, Reception.SUCCEEDED), address.formatted(other.id()));
    }

    /** The list itself is theirs to ask for; what is in it must be their own. */
    private Tried list(List<TrueRun> others) throws IOException {
        Reply reply = employee.get("/api/runs?limit=500");
        Set<String> ids = others.stream().map(TrueRun::id).collect(Collectors.toSet());
        boolean seen = reply.body()
                .path("runs")
                .valueStream()
                .anyMatch(run -> ids.contains(run.path("id").asString("")));
        return Tried.without(
                kind(),
                seen ? Reception.SUCCEEDED : Answers.refusedUnlessOk(reply, Reception.REFUSED),
                "the list of runs");
    }
}
