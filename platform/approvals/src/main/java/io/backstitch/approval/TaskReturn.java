package io.backstitch.approval;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientHttpException;
import java.util.Set;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Gives a task back to all whom it asks. */
@FunctionalInterface
interface TaskReturn {

    /**
     * Nobody is at it any more. The engine cannot be told from whom to take it: who takes it in the moment before must take it again.
     *
     * @throws io.camunda.client.api.command.ClientException when the engine does not answer
     */
    void unassign(long task);

    /** Tells the engine. */
    @Component
    class InEngine implements TaskReturn {

        /** The task is gone. */
        private static final Set<Integer> OVER = Set.of(404, 409);

        private final CamundaClient client;

        InEngine(@Lazy CamundaClient client) {
            this.client = client;
        }

        @Override
        public void unassign(long task) {
            try {
                client.newUnassignUserTaskCommand(task).send().join();
            } catch (ClientHttpException e) {
                if (!OVER.contains(e.code())) {
                    throw e;
                }
            }
        }
    }
}
