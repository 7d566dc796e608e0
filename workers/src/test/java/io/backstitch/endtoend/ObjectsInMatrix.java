package io.backstitch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.compensation.SagaId;
import io.backstitch.engine.ObjectsWitness;
import io.backstitch.stack.sandbox.Fault;
import io.backstitch.stack.sandbox.SandboxClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The objects partner in the crash matrix, which two processes share: how it misbehaves, and what it says was done. */
record ObjectsInMatrix(SandboxClient partners) {

    /**
     * Whoever sets up workspaces holds this: a fault of the calls that create their triggers can be set only before the run is known
     * whose call is meant.
     */
    static final String TRIGGERS = "triggers at the objects partner";

    /** The partner refuses contacts with such an address. */
    static final String REFUSED_ADDRESS = "refused-";
    /** The partner refuses documents under such a title. */
    static final String REFUSED_TITLE = "Refused ";

    /** Projects are declared to be known by their key; nothing else may rely on that. */
    private static final List<Fault> ALWAYS = List.of(
            Fault.withoutDeduplication().onPath("/objects/contacts"),
            Fault.withoutDeduplication().onPath("/objects/agents"),
            Fault.withoutDeduplication().onPath("/objects/triggers"),
            Fault.status(422).matching(REFUSED_ADDRESS),
            Fault.status(422).matching("\"title\":\"" + REFUSED_TITLE));

    void prepare() {
        partners.faultObjects(ALWAYS.toArray(Fault[]::new));
    }

    /** The next answer about this effect of the run is lost, after it has happened. */
    void loseAnswer(String run, MatrixEffect effect) {
        List<Fault> faults = new ArrayList<>(ALWAYS);
        faults.add(Fault.cutAfterEffect()
                .matching("/%s/%s\n".formatted(run, effect.key()))
                .times(1));
        partners.faultObjects(faults.toArray(Fault[]::new));
    }

    /** Nothing twice, nothing lost; and what is undone is undone newest first. */
    void judge(String process, String run, JsonNode ended, boolean forward, Collection<String> all) {
        ObjectsWitness witness = new ObjectsWitness(partners, new SagaId(process, run));
        List<String> created = witness.created();
        assertThat(created).doesNotHaveDuplicates();
        if (forward) {
            assertThat(created).containsExactlyInAnyOrderElementsOf(all);
            assertThat(witness.deleted()).isEmpty();
        } else {
            List<String> asBegun = ended.path("steps")
                    .valueStream()
                    .map(step -> step.path("key").asString(""))
                    .filter(created::contains)
                    .toList();
            assertThat(witness.deleted())
                    .containsExactlyInAnyOrderElementsOf(created)
                    .containsExactlyElementsOf(asBegun.reversed());
        }
    }
}
