package io.backstitch.command;

import io.backstitch.auditlog.Audited;
import io.backstitch.auditlog.Commands;
import io.backstitch.intake.Accepted;
import io.backstitch.intake.Intake;
import io.backstitch.intake.MovableDate;
import io.backstitch.intake.Run;
import io.backstitch.intake.Runs;
import io.backstitch.intake.Sender;
import io.backstitch.intake.Trigger;
import io.backstitch.web.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Moves the date that a run waits for: an event like any other, so it keeps its order among those of others, and is never lost. */
@Component
class DateMoves {

    private final Map<String, MovableDate<?>> movable;
    private final Intake intake;
    private final Runs runs;
    private final OpenRuns open;
    private final TransactionTemplate transaction;
    private final Commands audit;
    private final JsonMapper json;

    DateMoves(
            List<MovableDate<?>> movable,
            Intake intake,
            Runs runs,
            OpenRuns open,
            TransactionTemplate transaction,
            Commands audit,
            JsonMapper json) {
        this.movable = movable.stream().collect(Collectors.toMap(MovableDate::process, Function.identity()));
        this.intake = intake;
        this.runs = runs;
        this.open = open;
        this.transaction = transaction;
        this.audit = audit;
        this.json = json;
    }

    /**
     * Stores the move and puts it on record, in one transaction. One that came before is known, also when the run has ended since.
     *
     * @throws Problem when the process waits for no date that can be moved, or a new move comes for a run that is no longer open
     */
    Accepted move(Run run, Instant date, Sender sender, String idempotencyKey, String who, String reason) {
        MovableDate<?> process = movable.get(run.process());
        if (process == null) {
            throw new Problem(
                    HttpStatus.CONFLICT, "Runs of %s wait for no date that can be moved".formatted(run.process()));
        }
        if (!runs.hasEvent(run, sender, idempotencyKey)) {
            open.mustBeOpen(run);
        }
        Trigger trigger = trigger(process, run, date, sender, idempotencyKey, who);
        return transaction.execute(status -> {
            Accepted accepted = intake.accept(trigger);
            if (accepted instanceof Accepted.New) {
                audit.record(
                        Audited.RUN_DATE_MOVED,
                        run.saga().value(),
                        who,
                        Map.of("date", date.toString(), "reason", reason));
            }
            return accepted;
        });
    }

    private <R extends Record> Trigger trigger(
            MovableDate<R> process, Run run, Instant date, Sender sender, String idempotencyKey, String who) {
        return Trigger.ofMove(
                process, process.moved(told(run, sender, idempotencyKey), date), sender, idempotencyKey, who);
    }

    /** The same move again is the same event, whatever has come after it. */
    private List<JsonNode> told(Run run, Sender sender, String idempotencyKey) {
        return runs.toldBefore(run, sender, idempotencyKey).stream()
                .map(json::readTree)
                .toList();
    }
}
