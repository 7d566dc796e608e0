package io.backstitch.workers.agent;

import io.backstitch.compensation.Attempt;
import io.backstitch.compensation.Recovery;
import io.backstitch.job.BusinessNo;
import io.backstitch.job.CompensableEffect;
import io.backstitch.job.CompensatedBy;
import io.backstitch.job.Effect;
import io.backstitch.job.EffectWorker;
import io.backstitch.job.WhenExhausted;
import io.backstitch.workers.objects.ObjectsClient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates an agent in the project; undone by removing it. The partner can be asked what a key has created. */
@EffectWorker(
        jobType = "agent.create-agent",
        lane = "automation",
        does = "Creates an agent",
        partner = "objects",
        recovery = Recovery.ASK_PARTNER,
        retry = "external-api",
        whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
@CompensatedBy(jobType = "agent.remove-agent", recovery = Recovery.REPEATABLE, retry = "external-api")
class CreateAgent
        implements CompensableEffect<CreateAgent.Request, CreateAgent.Receipt>,
                Effect.Findable<CreateAgent.Request, CreateAgent.Receipt> {

    record Request(String projectId, String agent) {}

    record Receipt(String agentId) {}

    private static final String KIND = "agents";

    private final ObjectsClient agents;

    CreateAgent(ObjectsClient agents) {
        this.agents = agents;
    }

    @Override
    public Receipt perform(Request request, Attempt attempt) throws BusinessNo {
        return new Receipt(agents.create(KIND, attempt.key(), request, Agent.REFUSED));
    }

    @Override
    public Optional<Receipt> find(Request request, Attempt attempt) {
        return agents.find(KIND, attempt.key()).map(Receipt::new);
    }

    @Override
    public void undo(Request request, @Nullable Receipt receipt, Attempt attempt) {
        if (receipt != null) {
            agents.delete(KIND, receipt.agentId(), attempt.key());
        }
    }
}
