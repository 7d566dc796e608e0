package io.backstitch.job;

import io.backstitch.compensation.SagaId;
import io.backstitch.intake.RunTokens;
import io.camunda.client.api.response.ActivatedJob;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Lets the steps of runs in that a door has taken, and nobody else: being called by the engine is not being asked by a door.
 *
 * <p>Where a step shows no name that is signed, but the engine's records have told already that its instance belongs to a run, it is let in as a
 * step of that run: somebody has changed the variable, and neither loses the run by that, nor gets it to act for another.
 *
 * <p>A step of a called process belongs to the run that called it, as the records tell, whatever name it shows. One with a copied name is let in before
 * the record of its instance is here: what it has done is undone ({@link StrangerEffects}).
 *
 * <p>A step of a draft, which belongs to no run, is let in, too: its model says that people may start it, and it has no effects.
 */
@Component
class Admission {

    private final RunTokens tokens;
    private final JdbcClient jdbc;
    private final StepJson json;

    Admission(RunTokens tokens, JdbcClient jdbc, StepJson json) {
        this.tokens = tokens;
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * The step of a job.
     *
     * @throws NotAdmitted when the job belongs to no run that a door has taken
     */
    Step admit(ActivatedJob job, JobType type) throws NotAdmitted {
        JsonNode variables = json.tree(job.getVariables());
        return new Step(job, variables, type.draft() ? draft(job) : run(job, variables));
    }

    private static SagaId draft(ActivatedJob job) {
        return new SagaId(job.getBpmnProcessId(), String.valueOf(job.getProcessInstanceKey()));
    }

    private SagaId run(ActivatedJob job, JsonNode variables) throws NotAdmitted {
        SagaId shown;
        try {
            shown = shown(job, variables);
        } catch (NotAdmitted e) {
            return byAncestry(job).orElseThrow(() -> e);
        }
        return shown.process().equals(job.getBpmnProcessId()) ? shown : called(job, shown);
    }

    /** Of a called process the claim does not see which root it has; the records do, a moment after it began. */
    private SagaId called(ActivatedJob job, SagaId shown) throws NotAdmitted {
        if (isStranger(job.getProcessInstanceKey())) {
            throw new NotAdmitted("It shows the name of %s, which did not call it".formatted(shown));
        }
        return byAncestry(job).orElse(shown);
    }

    private boolean isStranger(long instance) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM stranger_instance WHERE instance = ?)")
                .param(instance)
                .query(Boolean.class)
                .single();
    }

    private Optional<SagaId> byAncestry(ActivatedJob job) {
        return jdbc.sql("""
                        SELECT saga.id FROM engine_instance AS here
                        JOIN run_instance AS begun ON begun.process_instance_key = here.root
                        JOIN saga ON saga.id = begun.process || '/' || begun.run AND saga.instance = here.root
                        WHERE here.instance = ?
                        """)
                .param(job.getProcessInstanceKey())
                .query(String.class)
                .optional()
                .map(SagaId::parse);
    }

    private SagaId shown(ActivatedJob job, JsonNode variables) throws NotAdmitted {
        String name = name(job, variables);
        try {
            return tokens.verified(name).orElseThrow(() -> new NotAdmitted("No door has begun the run " + name));
        } catch (IllegalArgumentException e) {
            throw new NotAdmitted("The variable \"%s\" names no run: %s".formatted(Step.SAGA, e.getMessage()));
        }
    }

    private static String name(ActivatedJob job, JsonNode variables) throws NotAdmitted {
        JsonNode saga = variables.path(Step.SAGA);
        if (saga.isString()) {
            return saga.asString();
        }
        JsonNode businessId = variables.path(Step.BUSINESS_ID);
        if (businessId.isString()) {
            return job.getBpmnProcessId() + "/" + businessId.asString();
        }
        throw new NotAdmitted(
                "It names no run: it has neither \"%s\" nor \"%s\"".formatted(Step.SAGA, Step.BUSINESS_ID));
    }
}
