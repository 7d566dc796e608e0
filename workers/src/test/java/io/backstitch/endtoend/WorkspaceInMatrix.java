package io.backstitch.endtoend;

import io.backstitch.stack.junit.RunningStack;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Workspace in the crash matrix, with the processes that it calls. Witness: the objects partner. */
final class WorkspaceInMatrix extends MatrixProcess {

    private static final List<String> AGENTS = List.of("triage", "answer", "summary");

    private final ObjectsInMatrix objects;

    WorkspaceInMatrix(RunningStack stack) {
        super(
                stack,
                "SET_UP",
                effect("Task_CreateProject", Way.BACK),
                effect("Task_CreateAgent/triage", Way.BACK),
                effect("Task_ConfigureAgent/triage", Way.BACK),
                effect("Task_CreateTriggers", Way.BACK),
                effect("Task_CreateIndex", Way.BACK),
                effect("Task_IndexDocuments", Way.IN_DOUBT));
        this.objects = new ObjectsInMatrix(partners);
    }

    private static MatrixEffect effect(String key, Way undoneOn) {
        return MatrixEffect.of(key, Way.FORWARD, undoneOn).withAnswersThatGetLost();
    }

    @Override
    void prepare() {
        objects.prepare();
    }

    @Override
    SentRun send(Way way, MatrixEffect effect) {
        String run = start((way == Way.BACK ? ObjectsInMatrix.REFUSED_TITLE : "Workspace ") + unique());
        switch (way) {
            case FORWARD, BACK -> {}
            case IN_DOUBT -> {
                objects.loseAnswer(run, effect);
                cancelInDoubt(run, effect);
            }
            case CUT_OFF, EXPIRED ->
                throw new IllegalArgumentException("No effect of workspace is reached by the way " + way);
        }
        return sent(run, Map.of(), way);
    }

    private String start(String name) {
        return accepted(requester.post(
                "/api/workspaces",
                "application/json",
                "{\"workspace\":\"%s\",\"owner\":\"owner@example.org\",\"purpose\":\"support\"}".formatted(name),
                name.replace(' ', '-')));
    }

    @Override
    void judge(SentRun run, JsonNode ended, boolean forward) {
        String id = run.id();
        Stream<String> ofAgents = AGENTS.stream()
                .flatMap(agent -> Stream.of(
                        "agent/%s/Task_CreateAgent/%s".formatted(id, agent),
                        "agent/%s/Task_ConfigureAgent/%s".formatted(id, agent)));
        List<String> all = Stream.concat(
                        ofAgents,
                        Stream.of(
                                "workspace/%s/Task_CreateProject".formatted(id),
                                "workspace/%s/Task_CreateTriggers".formatted(id),
                                "searchindex/%s/Task_CreateIndex".formatted(id),
                                "searchindex/%s/Task_IndexDocuments".formatted(id)))
                .toList();
        objects.judge("workspace", id, ended, forward, all);
    }
}
