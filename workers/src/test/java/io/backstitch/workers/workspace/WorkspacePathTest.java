package io.backstitch.workers.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.compensation.EffectState;
import io.backstitch.compensation.Saga;
import io.backstitch.compensation.SagaId;
import io.backstitch.compensation.SagaState;
import io.backstitch.engine.InMemoryApplication;
import io.backstitch.engine.ObjectsWitness;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.stack.sandbox.Fault;
import io.backstitch.value.Email;
import io.backstitch.value.Name;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way through the models of workspace, agent and searchindex: per end event, boundary event and compensation. */
@NeedsStack(Part.POSTGRES)
class WorkspacePathTest {

    private static final AtomicInteger WORKSPACES = new AtomicInteger();
    private static final List<String> AGENTS = List.of("triage", "answer", "summary");
    /** In it all others can be done, and a test can do something. */
    private static final Duration A_WHILE = Duration.ofSeconds(4);

    private static final Map<String, String> SLOW_PARTNER = Map.of("backstitch.partners.objects.read-timeout", "6s");

    private static InMemoryApplication application;

    @BeforeAll
    static void start(RunningStack stack, @TempDir Path folder) {
        application = new InMemoryApplication(stack, folder, SLOW_PARTNER);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @AfterEach
    void mendPartners() {
        application.partners.clearFaults();
    }

    @Test
    void setsUpEverythingInOrder() {
        SagaId saga = start();

        Saga ended = application.ended(saga);

        assertThat(ended.outcome()).isEqualTo("SET_UP");
        assertThat(ended.state()).isEqualTo(SagaState.COMPLETED);
        List<String> created = witness(saga).created();
        assertThat(created).hasSize(10).doesNotHaveDuplicates();
        assertThat(created).startsWith(saga + "/Task_CreateProject");
        assertThat(created.subList(1, 7))
                .containsExactlyInAnyOrderElementsOf(AGENTS.stream()
                        .flatMap(agent -> List.of(
                                key("agent", saga, "Task_CreateAgent/" + agent),
                                key("agent", saga, "Task_ConfigureAgent/" + agent))
                                .stream())
                        .toList());
        assertThat(created)
                .endsWith(
                        saga + "/Task_CreateTriggers",
                        key("searchindex", saga, "Task_CreateIndex"),
                        key("searchindex", saga, "Task_IndexDocuments"));
    }

    @Test
    void endsAsSoonAsTheProjectIsRefused() {
        fault(Fault.status(422), "projects");
        SagaId saga = start();

        assertRolledBack(saga, "project-refused", 0);
    }

    /** The called part that comes last fails last: everything goes, newest first, across the called processes. */
    @ParameterizedTest
    @CsvSource({"documents, 9", "indexes, 8"})
    void undoesEverythingNewestFirstWhenTheIndexIsRefusedLate(String kind, int effects) {
        String workspace = aName();
        application.partners.faultObjects(
                kind.equals("documents")
                        ? Fault.status(422).matching("\"title\":\"" + workspace + "\"")
                        : Fault.status(422).matching("/Task_CreateIndex\n"));
        SagaId saga = start(workspace);

        assertRolledBack(saga, "index-refused", effects);
    }

    @Test
    void undoesAgentsAndProjectWhenTheTriggersAreRefused() {
        fault(Fault.status(422), "triggers");
        SagaId saga = start();

        assertRolledBack(saga, "triggers-refused", 7);
    }

    /** Two agents are done and the third is refused: the call activity as a whole is not. */
    @ParameterizedTest
    @CsvSource({"CreateAgent", "ConfigureAgent"})
    void undoesTheOtherAgentsWhenOneIsRefused(String step) {
        String call = "/Task_%s/answer\n".formatted(step);
        application.partners.faultObjects(
                Fault.delay(A_WHILE).matching(call), Fault.status(422).matching(call));
        SagaId saga = start();

        assertRolledBack(saga, "agent-refused", step.equals("CreateAgent") ? 5 : 6);
    }

    @Test
    void undoesEverythingWhenCancelledInACalledProcess() {
        application.partners.faultObjects(Fault.latency(A_WHILE).matching("/Task_IndexDocuments\n"));
        SagaId saga = start();
        application.awaitEffect(saga, "searchindex:Task_IndexDocuments", EffectState.CLAIMED);

        application.cancel(saga);

        Saga ended = application.ended(saga);
        assertThat(ended.outcome()).isEqualTo("ROLLED_BACK");
        assertThat(ended.cause()).isEqualTo("cancelled");
        assertUndoneNewestFirst(saga);
    }

    @Test
    void createsAnAgentOnceWhenTheAnswerIsLost() {
        application.partners.faultObjects(
                Fault.cutAfterEffect().matching("/Task_CreateAgent/triage\n").times(1), Fault.withoutDeduplication());
        SagaId saga = start();

        assertThat(application.ended(saga).outcome()).isEqualTo("SET_UP");

        assertThat(witness(saga).created()).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void createsTheProjectOnceWhenTheAnswerIsLost() {
        application.partners.faultObjects(
                Fault.cutAfterEffect().onPath("/objects/projects").times(1));
        SagaId saga = start();

        assertThat(application.ended(saga).outcome()).isEqualTo("SET_UP");

        assertThat(witness(saga).changes("projects")).hasSize(1);
        assertThat(application.effect(saga, "Task_CreateProject").attempt()).isEqualTo(2);
    }

    @Test
    void triesTheIndexAgain() {
        application.partners.faultObjects(
                Fault.status(503).matching("/Task_IndexDocuments\n").times(1));
        SagaId saga = start();

        assertThat(application.ended(saga).outcome()).isEqualTo("SET_UP");

        assertThat(witness(saga).changes("documents")).hasSize(1);
    }

    /** Nobody can be asked, so nothing is repeated: the effect is parked until a person decides. */
    @Test
    void doesNotRepeatTriggersWhoseAnswerIsLost() {
        application.partners.faultObjects(
                Fault.cutAfterEffect().onPath("/objects/triggers").times(1), Fault.withoutDeduplication());
        SagaId saga = start();

        application.awaitEffect(saga, "Task_CreateTriggers", EffectState.IN_DOUBT);

        assertThat(witness(saga).changes("triggers")).hasSize(1);
        assertThat(witness(saga).changes("indexes")).isEmpty();
    }

    private static void fault(Fault fault, String kind) {
        application.partners.faultObjects(fault.onPath("/objects/" + kind));
    }

    private static SagaId start() {
        return start(aName());
    }

    private static SagaId start(String workspace) {
        return application.start(
                Workspace.PROCESS,
                new WorkspaceRequest(
                        Name.of(workspace), Email.of("owner@workspace.example"), WorkspaceRequest.Purpose.SUPPORT));
    }

    private static String aName() {
        return "Workspace " + WORKSPACES.incrementAndGet();
    }

    /** Effects of called processes belong to the run that calls. */
    private static String key(String process, SagaId saga, String element) {
        return "%s/%s/%s".formatted(process, saga.businessId(), element);
    }

    private static ObjectsWitness witness(SagaId saga) {
        return new ObjectsWitness(application.partners, saga);
    }

    private static void assertRolledBack(SagaId saga, String cause, int effects) {
        Saga ended = application.ended(saga);
        assertThat(ended.outcome()).isEqualTo("ROLLED_BACK");
        assertThat(ended.cause()).isEqualTo(cause);
        assertThat(ended.state()).isEqualTo(SagaState.COMPENSATED);
        assertThat(witness(saga).created()).hasSize(effects);
        assertUndoneNewestFirst(saga);
    }

    /** Exactly what was created is gone, in the reverse order of the ledger. */
    private static void assertUndoneNewestFirst(SagaId saga) {
        assertThat(witness(saga).deleted())
                .containsExactlyInAnyOrderElementsOf(witness(saga).created())
                .containsExactlyElementsOf(application.effects(saga).stream()
                        .filter(effect -> effect.undoes() == null && effect.state() == EffectState.UNDONE)
                        .map(effect -> effect.key().value())
                        .toList()
                        .reversed());
    }
}
