package io.backstitch.command;

import io.backstitch.compensation.Saga;
import io.backstitch.compensation.SagaState;
import io.backstitch.compensation.Sagas;
import io.backstitch.intake.Run;
import io.backstitch.intake.Runs;
import io.backstitch.web.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Finds runs, and tells those that a command may still reach. */
@Component
class OpenRuns {

    private final Runs runs;
    private final Sagas sagas;

    OpenRuns(Runs runs, Sagas sagas) {
        this.runs = runs;
        this.sagas = sagas;
    }

    /** @throws Problem when there is no such run */
    Run find(String id) {
        return runs.find(id).orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "There is no run " + id));
    }

    /** @throws Problem when there is no such run, or when it has ended or is on its way back */
    Run findOpen(String id) {
        Run run = find(id);
        mustBeOpen(run);
        return run;
    }

    /** @throws Problem when it has ended or is on its way back */
    void mustBeOpen(Run run) {
        SagaState state = sagas.find(run.saga()).map(Saga::state).orElse(SagaState.RUNNING);
        if (state.hasEnded()) {
            throw new Problem(
                    HttpStatus.CONFLICT, "The run has ended (%s): nothing of it changes any more".formatted(state));
        }
        if (sagas.isUnwinding(run.saga())) {
            throw new Problem(
                    HttpStatus.CONFLICT, "The run is being unwound: what it undoes is on record and does not change");
        }
    }
}
