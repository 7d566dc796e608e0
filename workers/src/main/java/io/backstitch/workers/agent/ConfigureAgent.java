package io.backstitch.workers.agent;

import io.backstitch.compensation.Attempt;
import io.backstitch.compensation.Recovery;
import io.backstitch.job.BusinessNo;
import io.backstitch.job.CompensableEffect;
import io.backstitch.job.CompensatedBy;
import io.backstitch.job.EffectWorker;
import io.backstitch.job.WhenExhausted;
import io.backstitch.workers.objects.ObjectsClient;
import org.jspecify.annotations.Nullable;

/** Gives an agent its settings, under the agent's own id: twice is the same as once. Undone by taking them away. */
@EffectWorker(
        jobType = "agent.configure-agent",
        lane = "automation",
        does = "Sets up an agent",
        partner = "objects",
        recovery = Recovery.REPEATABLE,
        retry = "external-api",
        whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
@CompensatedBy(jobType = "agent.reset-agent", recovery = Recovery.REPEATABLE, retry = "external-api")
class ConfigureAgent implements CompensableEffect<ConfigureAgent.Request, ConfigureAgent.Receipt> {

    record Request(String agentId, String agent, String purpose) {}

    record Receipt(String settingsOf) {}

    private static final String KIND = "agent-settings";

    private final ObjectsClient settings;

    ConfigureAgent(ObjectsClient settings) {
        this.settings = settings;
    }

    @Override
    public Receipt perform(Request request, Attempt attempt) throws BusinessNo {
        settings.put(KIND, request.agentId(), attempt.key(), request, Agent.REFUSED);
        return new Receipt(request.agentId());
    }

    @Override
    public void undo(Request request, @Nullable Receipt receipt, Attempt attempt) {
        settings.delete(KIND, request.agentId(), attempt.key());
    }
}
