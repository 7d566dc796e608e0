package io.backstitch.job;

import io.backstitch.intake.StartLanes;
import io.backstitch.lane.LaneSettings;
import io.backstitch.lane.LanesSettings;
import io.backstitch.lane.Sizing;
import io.backstitch.value.Rate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Which lane each job type of this application belongs to, also of those lanes that other processes run: as its worker declares. An undo
 * belongs to the lane of its effect, the kernel's own steps to {@code system}.
 *
 * <p>A worker that names a lane that is not there stops the start, and so does a lane in which a job could expire before a thread
 * reaches it.
 */
@Component
public class Lanes implements StartLanes {

    private static final String SAGA = "saga";
    private static final List<String> RUN = List.of(Step.BUSINESS_ID, Step.SAGA);

    private final Map<String, JobType> types = new LinkedHashMap<>();
    private final LanesSettings settings;

    Lanes(
            EffectCatalogue effects,
            ObjectProvider<RecordStep<?, ?>> records,
            RetrySettings retries,
            LanesSettings settings) {
        this.settings = settings;
        RetryPolicy own = retries.policy(Lanes.class, SAGA);
        add(new JobType(
                "saga.settle",
                SYSTEM,
                own,
                null,
                false,
                List.of(Step.BUSINESS_ID, Step.SAGA, "cause"),
                (kernel, step) -> kernel.sagas().settle(step, own)));
        add(new JobType(
                "saga.undo-called",
                SYSTEM,
                own,
                null,
                false,
                RUN,
                (kernel, step) -> kernel.sagas().undoCalled(step, own)));
        add(new JobType(
                "saga.end",
                SYSTEM,
                own,
                null,
                false,
                RUN,
                (kernel, step) -> kernel.sagas().end(step, own)));
        effects.all().forEach(this::addEffect);
        RetryPolicy forRecords = retries.policy(Lanes.class, DeclaredRecord.RETRY);
        records.forEach(step -> addRecord(DeclaredRecord.of(step), forRecords));
        sizings().forEach(Sizing::check);
    }

    private void addEffect(DeclaredEffect<?, ?> effect) {
        requireLane(effect.workerType(), effect.lane());
        add(new JobType(
                effect.type(),
                effect.lane(),
                effect.retry(),
                effect.partner(),
                false,
                Step.variablesOf(effect.requestType()),
                (kernel, step) -> kernel.effects().handle(step, effect)));
        DeclaredEffect<?, ?>.Undo undo = effect.compensation();
        if (undo != null) {
            add(new JobType(
                    undo.type(),
                    effect.lane(),
                    undo.retry(),
                    effect.partner(),
                    false,
                    RUN,
                    (kernel, step) -> kernel.sagas().undo(step, undo)));
        }
    }

    private void addRecord(DeclaredRecord<?> declared, RetryPolicy retry) {
        requireLane(declared.step().getClass(), declared.declaration().lane());
        add(new JobType(
                declared.declaration().jobType(),
                declared.declaration().lane(),
                retry,
                null,
                declared.draft(),
                declared.variables(),
                (kernel, step) -> kernel.records().handle(step, declared, retry)));
    }

    private void add(JobType type) {
        types.put(type.name(), type);
    }

    private void requireLane(Class<?> worker, String lane) {
        if (!settings.lanes().containsKey(lane)) {
            throw new BadDeclaration(
                    worker,
                    "names the lane \"%s\", which is not one of backstitch.lanes.%s"
                            .formatted(lane, new TreeSet<>(settings.lanes().keySet())));
        }
    }

    /** The lane of a job type; empty when no worker of this application takes it. */
    public Optional<String> of(String jobType) {
        return Optional.ofNullable(types.get(jobType)).map(JobType::lane);
    }

    @Override
    public Collection<String> names() {
        return new TreeSet<>(settings.lanes().keySet());
    }

    @Override
    public Set<String> processesOf(String lane) {
        Map<String, Set<String>> lanesByProcess = new TreeMap<>();
        types.values()
                .forEach(type -> lanesByProcess
                        .computeIfAbsent(processOf(type), process -> new TreeSet<>())
                        .add(type.lane()));
        return lanesByProcess.entrySet().stream()
                .filter(process -> process.getValue().equals(Set.of(lane)))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A job type is the process, a dot, and what is done. */
    private static String processOf(JobType type) {
        return type.name().substring(0, type.name().indexOf('.'));
    }

    @Override
    public @Nullable Rate startRate(String lane) {
        LaneSettings size = settings.lanes().get(lane);
        return size == null ? null : size.startRate();
    }

    List<JobType> in(String lane) {
        return types.values().stream().filter(type -> type.lane().equals(lane)).toList();
    }

    Sizing sizing(String lane, LaneSettings size) {
        return new Sizing(lane, size, in(lane).size(), JobsInHand.HOLD);
    }

    private List<Sizing> sizings() {
        return settings.lanes().entrySet().stream()
                .map(lane -> sizing(lane.getKey(), lane.getValue()))
                .toList();
    }
}
