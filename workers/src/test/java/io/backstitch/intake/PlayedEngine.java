package io.backstitch.intake;

import io.camunda.client.CamundaClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Takes messages as it is told to; what it has taken is on its own record. */
final class PlayedEngine extends MessagePublisher {

    final List<Publication> taken = new ArrayList<>();
    private final Map<String, Outcome> answers = new ConcurrentHashMap<>();
    private int atOnce = Integer.MAX_VALUE;

    PlayedEngine() {
        super(CamundaClient.newClient());
    }

    /** From now on this run's or event's message is answered so. */
    void answer(String id, Outcome outcome) {
        answers.put(id, outcome);
    }

    /** Of one batch it takes so many, and is busy for the others. */
    void takesAtOnce(int messages) {
        atOnce = messages;
    }

    /** As it was in the beginning. */
    void forget() {
        taken.clear();
        answers.clear();
        atOnce = Integer.MAX_VALUE;
    }

    List<String> takenIds() {
        return taken.stream().map(Publication::id).toList();
    }

    @Override
    List<Outcome> publish(List<Publication> publications) {
        List<Outcome> outcomes = new ArrayList<>();
        int room = atOnce;
        for (Publication publication : publications) {
            Outcome outcome = answers.getOrDefault(publication.id(), new Outcome.Taken((long) taken.size() + 1));
            if (outcome instanceof Outcome.Taken && room-- <= 0) {
                outcome = new Outcome.Busy();
            }
            if (outcome instanceof Outcome.Taken) {
                taken.add(publication);
            }
            outcomes.add(outcome);
        }
        return outcomes;
    }
}
