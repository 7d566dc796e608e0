package io.backstitch.engine;

import static org.awaitility.Awaitility.await;

import io.backstitch.compensation.EffectState;
import io.backstitch.compensation.Ledger;
import io.backstitch.compensation.LedgerEntry;
import io.backstitch.compensation.Saga;
import io.backstitch.compensation.SagaId;
import io.backstitch.compensation.Sagas;
import io.backstitch.intake.Accepted;
import io.backstitch.intake.Intake;
import io.backstitch.intake.RunCommands;
import io.backstitch.intake.RunTokens;
import io.backstitch.intake.Runs;
import io.backstitch.intake.Sender;
import io.backstitch.intake.Trigger;
import io.backstitch.messaging.EngineRecord;
import io.backstitch.messaging.EngineRecordHandler;
import io.backstitch.model.ModelDeployment;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.stack.sandbox.Sandbox;
import io.backstitch.stack.sandbox.SandboxClient;
import io.backstitch.stack.sandbox.SandboxSettings;
import io.backstitch.workers.Application;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.zeebe.protocol.record.value.deployment.Form;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole application on the engine in memory: real models, real workers, real ledger; partners in the sandbox. */
public class InMemoryApplication implements AutoCloseable {

    private static final AtomicInteger KEYS = new AtomicInteger();
    private static final AtomicLong POSITIONS = new AtomicLong();

    public final InMemoryEngine engine = new InMemoryEngine();
    public final SandboxClient partners;
    private final Set<SagaId> mayStand = ConcurrentHashMap.newKeySet();
    private volatile boolean pastTheForm;
    private final Sandbox sandbox;
    private final ConfigurableApplicationContext application;

    /**
     * Starts it.
     *
     * @param mocks configurations of partners that the sandbox does not have
     */
    public InMemoryApplication(RunningStack stack, Path folder, Class<?>... mocks) {
        this(stack, folder, Map.of(), mocks);
    }

    /** The same with settings of one's own, which come before those of all tests. */
    public InMemoryApplication(RunningStack stack, Path folder, Map<String, String> own, Class<?>... mocks) {
        sandbox = Sandbox.start(SandboxSettings.onFreePorts(folder));
        partners = sandbox.client();
        Map<String, Object> settings = new HashMap<>(Map.ofEntries(
                Map.entry("server.port", "0"),
                Map.entry("management.server.port", "-1"),
                // Its own: every engine in memory counts its keys from one.
                Map.entry("spring.datasource.url", stack.newDatabase()),
                Map.entry("spring.datasource.username", stack.jdbcUser()),
                Map.entry("spring.datasource.password", stack.jdbcPassword()),
                Map.entry("spring.datasource.hikari.maximum-pool-size", "20"),
                Map.entry("spring.security.oauth2.resourceserver.jwt.issuer-uri", "http://localhost:1/realms/none"),
                Map.entry("camunda.client.grpc-address", engine.grpcAddress()),
                Map.entry("spring.mail.port", String.valueOf(sandbox.smtpPort())),
                // Nobody there: not the Kafka of a stack that happens to run on this machine.
                Map.entry("spring.kafka.bootstrap-servers", "localhost:1"),
                Map.entry("backstitch.payments.url", sandbox.url().toString()),
                Map.entry("backstitch.partners.payments.read-timeout", "2s"),
                Map.entry("backstitch.partners.payments.in-flight-limit", "200ms"),
                Map.entry("backstitch.partners.keycloak.in-flight-limit", "200ms"),
                Map.entry("backstitch.partners.objects.in-flight-limit", "200ms"),
                Map.entry("backstitch.objects.url", sandbox.url().toString()),
                Map.entry("backstitch.partners.objects.read-timeout", "2s"),
                Map.entry("backstitch.keycloak.url", "http://localhost:1"),
                Map.entry("backstitch.keycloak.realm", "none"),
                Map.entry("backstitch.keycloak.client-id", "none"),
                Map.entry("backstitch.keycloak.client-secret", "none"),
                Map.entry("backstitch.lanes.automation.start-rate", "10/s"),
                Map.entry("backstitch.retry.webhook-delivery.first-delay", "50ms"),
                Map.entry("backstitch.retry.search-index.first-delay", "50ms"),
                Map.entry("backstitch.retry.external-api.first-delay", "50ms")));
        settings.putAll(own);
        // As command-line arguments: they come before the application's own settings.
        String[] arguments = settings.entrySet().stream()
                .map(setting -> "--%s=%s".formatted(setting.getKey(), setting.getValue()))
                .toArray(String[]::new);
        Class<?>[] sources = Stream.concat(Stream.of(Application.class, InMemoryModels.class), Stream.of(mocks))
                .toArray(Class<?>[]::new);
        application = new SpringApplicationBuilder(sources)
                .initializers(
                        context -> context.getBeanFactory().registerSingleton("longPolling", engine.longPolling()))
                .run(arguments);
        // Before that no run starts.
        await("the models in the engine").until(application.getBean(ModelDeployment.class)::isDone);
    }

    /** A trigger that nobody else has sent. */
    public static Trigger aTrigger(String process, Record variables) {
        return new Trigger(process, Sender.program("test"), "key-" + KEYS.incrementAndGet(), variables);
    }

    /** Starts a run with a key that nobody else has. */
    public SagaId start(String process, Record variables) {
        return started(process, bean(Intake.class).accept(aTrigger(process, variables)));
    }

    protected static SagaId started(String process, Accepted accepted) {
        return new SagaId(process, ((Accepted.New) accepted).runId());
    }

    /** The name of a run for the variable {@code saga}, as a door would sign it: for a process that a test starts by hand. */
    public String signed(SagaId saga) {
        return bean(RunTokens.class).sign(saga);
    }

    /** Somebody who changes things in the engine behind our back. */
    public InMemoryOperator operator() {
        return new InMemoryOperator(engine, client());
    }

    /** Why steps of the run are not permitted, as the dead letters say. */
    public List<String> notPermitted(SagaId saga) {
        return database()
                .sql("""
                        SELECT element || ': ' || reason FROM dead_letter
                        WHERE saga = ? AND kind = 'NOT_PERMITTED' AND state = 'OPEN' ORDER BY id
                        """)
                .param(saga.value())
                .query((row, number) -> row.getString(1))
                .list();
    }

    public void cancel(SagaId saga) {
        bean(RunCommands.class).cancel(bean(Runs.class).find(saga.businessId()).orElseThrow(), "test", "a test");
    }

    /** Says that a step of the run will stand in the engine, and that the test has somebody for it: who waits for the run then goes on waiting. */
    public void expectIncidents(SagaId saga) {
        mayStand.add(saga);
    }

    /** Nothing moves it any more: who waits for it need not go on waiting. */
    private void failWhereItStands(SagaId saga) {
        if (!mayStand.contains(saga)) {
            failWhere(engine.standing(saga));
        }
    }

    /** Fails when there are some. */
    protected static void failWhere(List<String> incidents) {
        if (!incidents.isEmpty()) {
            throw new AssertionError("It stands at %s. A test that expects this says so: expectIncidents(saga)"
                    .formatted(String.join("; ", incidents)));
        }
    }

    private boolean hasEnded(SagaId saga) {
        boolean ended = bean(Sagas.class).find(saga).orElseThrow().state().hasEnded();
        if (!ended) {
            failWhereItStands(saga);
        }
        return ended;
    }

    /** Waits until the run has ended, and returns how; fails at once where it stands. */
    public Saga ended(SagaId saga) {
        try {
            await("the end of " + saga).until(() -> hasEnded(saga));
            return bean(Sagas.class).find(saga).orElseThrow();
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "No end of %s; what stands in the engine: %s".formatted(saga, engine.incidents()), e);
        }
    }

    /** Waits until the effect of the element is in the state; fails at once where the run stands. */
    public void awaitEffect(SagaId saga, String element, EffectState state) {
        await(element + " " + state).until(() -> {
            boolean there = effects(saga).stream()
                    .anyMatch(effect ->
                            effect.undoes() == null && effect.element().equals(element) && effect.state() == state);
            if (!there) {
                failWhereItStands(saga);
            }
            return there;
        });
    }

    public List<LedgerEntry> effects(SagaId saga) {
        return bean(Ledger.class).effectsOf(saga);
    }

    /** The effect of an element that was done once. */
    public LedgerEntry effect(SagaId saga, String element) {
        return effects(saga).stream()
                .filter(effect -> effect.undoes() == null && effect.element().equals(element))
                .findFirst()
                .orElseThrow();
    }

    /** The job types of what was undone, in order. */
    public List<String> undone(SagaId saga) {
        return effects(saga).stream()
                .filter(effect -> effect.undoes() != null && effect.state() == EffectState.COMPLETED)
                .map(LedgerEntry::type)
                .toList();
    }

    /** Waits for the people's task at this element; fails at once where the run stands. */
    public ActivatedJob task(SagaId saga, String element) {
        return task(
                element, job -> saga.businessId().equals(job.getVariable("businessId")), () -> failWhereItStands(saga));
    }

    /** Waits for the people's task at this element that comes in place of an earlier one, which may be there for a moment yet. */
    public ActivatedJob taskInPlaceOf(ActivatedJob earlier, SagaId saga) {
        return task(
                earlier.getElementId(),
                job -> job.getKey() != earlier.getKey() && saga.businessId().equals(job.getVariable("businessId")),
                () -> failWhereItStands(saga));
    }

    /** Waits for the people's task at this element that is the one. */
    protected ActivatedJob task(String element, Predicate<ActivatedJob> which, Runnable failWhereItStands) {
        AtomicReference<ActivatedJob> found = new AtomicReference<>();
        try {
            awaitTask(element, which, failWhereItStands, found);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("No task " + element + "; what stands in the engine: " + engine.incidents(), e);
        }
        return found.get();
    }

    /** Asks again where the engine, on a busy machine, did not answer one request in its time: the limit is that of the wait. */
    private void awaitTask(
            String element,
            Predicate<ActivatedJob> which,
            Runnable failWhereItStands,
            AtomicReference<ActivatedJob> found) {
        await("task " + element)
                .ignoreExceptionsMatching(InMemoryApplication::isLate)
                .until(() -> {
                    peoplesTasks()
                            .filter(job -> job.getElementId().equals(element) && which.test(job))
                            .findFirst()
                            .ifPresentOrElse(found::set, failWhereItStands);
                    return found.get() != null;
                });
    }

    /** Those that are open, but for those that were looked at a moment ago. */
    private Stream<ActivatedJob> peoplesTasks() {
        return client()
                .newActivateJobsCommand()
                .jobType(InMemoryModels.USER_TASK)
                .maxJobsToActivate(100)
                .timeout(Duration.ofMillis(200))
                .requestTimeout(Duration.ofSeconds(1))
                .send()
                .join()
                .getJobs()
                .stream();
    }

    private static boolean isLate(Throwable failure) {
        return failure instanceof ClientStatusException status
                && status.getStatusCode() == Status.Code.DEADLINE_EXCEEDED;
    }

    /** Waits for the people's task at this element, and completes it as its form would; an answer for which the form has no field fails. */
    public void complete(SagaId saga, String element, Map<String, Object> answers) {
        complete(task(saga, element), answers);
    }

    /** The same of a task that was waited for. */
    public void complete(ActivatedJob task, Map<String, Object> answers) {
        checkAnswers(task, answers);
        answer(task, answers);
    }

    private void checkAnswers(ActivatedJob task, Map<String, Object> answers) {
        String form = task.getCustomHeaders().getOrDefault("io.camunda.zeebe:formKey", "");
        checkAnswers(it -> String.valueOf(it.getFormKey()).equals(form), answers);
    }

    /** Completes a task of a double with what the process has that it stands for. */
    protected void answer(ActivatedJob task, Map<String, Object> result) {
        client().newCompleteCommand(task.getKey()).variables(result).send().join();
    }

    /** Answers of somebody who fills in the form of this id. */
    protected void checkAnswers(String formId, Map<String, Object> answers) {
        checkAnswers(it -> it.getFormId().equals(formId), answers);
    }

    private void checkAnswers(Predicate<Form> which, Map<String, Object> answers) {
        if (!pastTheForm) {
            engine.form(which).ifPresent(form -> new FormKeys(form).check(answers));
        }
    }

    /** The same where nothing is returned. */
    public void pastTheForm(Runnable does) {
        pastTheForm(() -> {
            does.run();
            return does;
        });
    }

    /** Does what somebody does who starts and completes over the engine's API, and fills in no form. */
    public <T> T pastTheForm(Supplier<T> does) {
        pastTheForm = true;
        try {
            return does.get();
        } finally {
            pastTheForm = false;
        }
    }

    /**
     * Waits for the task of an approval that belongs to the run, and decides as the user, as Tasklist would: the job stands for the task, and the
     * engine's record of the completion, which Kafka would bring, comes from here.
     */
    public void decide(SagaId saga, String user, Map<String, Object> answers) {
        ActivatedJob job = task(saga, "Task_Decide");
        tellOfCompletion(job, user, answers);
        complete(job, answers);
    }

    /**
     * Brings the engine's record of a completion, as Kafka would.
     *
     * @param assignee empty when there is none
     */
    protected void tellOfCompletion(ActivatedJob job, String assignee, Map<String, Object> answers) {
        checkAnswers(job, answers);
        JsonNode value = JsonMapper.shared()
                .valueToTree(Map.of(
                        "elementInstanceKey", job.getElementInstanceKey(),
                        "processInstanceKey", job.getProcessInstanceKey(),
                        "bpmnProcessId", job.getBpmnProcessId(),
                        "elementId", job.getElementId(),
                        "assignee", assignee,
                        "action", "complete",
                        "variables", answers));
        EngineRecord completed = new EngineRecord(
                1,
                POSITIONS.incrementAndGet(),
                job.getKey(),
                "USER_TASK",
                "COMPLETED",
                bean(Clock.class).instant(),
                null,
                value);
        application.getBeansOfType(EngineRecordHandler.class).values().stream()
                .filter(handler -> handler.valueType().equals("USER_TASK"))
                .forEach(handler -> handler.handle(completed));
    }

    /** Brings the engine's own records of these types, all of them so far, as Kafka would; to be called once. */
    protected void tellOf(String... valueTypes) {
        for (String type : valueTypes) {
            engine.records(type)
                    .filter(record -> record.path("recordType").asString().equals("EVENT"))
                    .forEach(this::tell);
        }
    }

    private void tell(JsonNode record) {
        EngineRecord told = new EngineRecord(
                record.path("partitionId").asInt(),
                record.path("position").asLong(),
                record.path("key").asLong(),
                record.path("valueType").asString(),
                record.path("intent").asString(),
                Instant.ofEpochMilli(record.path("timestamp").asLong()),
                null,
                Math.max(0, record.path("operationReference").asLong(0)),
                record.path("value"));
        bean(TransactionTemplate.class)
                .executeWithoutResult(status -> application.getBeansOfType(EngineRecordHandler.class).values().stream()
                        .filter(handler -> handler.valueType().equals(told.valueType()))
                        .forEach(handler -> handler.handle(told)));
    }

    protected JdbcClient database() {
        return bean(JdbcClient.class);
    }

    protected <T> T named(String name, Class<T> type) {
        return application.getBean(name, type);
    }

    protected <T> T bean(Class<T> type) {
        return application.getBean(type);
    }

    protected CamundaClient client() {
        return bean(CamundaClient.class);
    }

    @Override
    public void close() {
        application.close();
        engine.close();
        sandbox.close();
    }
}
