package io.backstitch.job;

import io.backstitch.compensation.Recovery;
import io.backstitch.intake.Trigger;
import io.backstitch.job.ElementTemplate.Named;
import io.backstitch.job.ElementTemplate.Property;
import io.camunda.client.annotation.JobWorker;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/**
 * The palette of Camunda Modeler, made from what the workers declare: one step for each effect, each undo and each job of the
 * way back; and one event for each message that a door sends ({@link Tells}). The files below {@code .camunda/element-templates} are its copy; a test holds them to it.
 *
 * <p>It looks at the classes only, so that no worker is needed to be at work.
 */
@Component
class ElementTemplates {

    private static final Named WAY_BACK = new Named("saga", "Way back");

    private final ListableBeanFactory beans;
    private final RetrySettings retries;
    private final Partners partners;

    ElementTemplates(ListableBeanFactory beans, RetrySettings retries, Partners partners) {
        this.beans = beans;
        this.retries = retries;
        this.partners = partners;
    }

    /** All steps, by job type. */
    List<ElementTemplate> all() {
        Stream<ElementTemplate> steps = Arrays.stream(beans.getBeanDefinitionNames())
                .map(name -> beans.getType(name, false))
                .flatMap(type -> type == null ? Stream.of() : of(ClassUtils.getUserClass(type)));
        return Stream.concat(steps, wayBack())
                .sorted(Comparator.comparing(ElementTemplate::id))
                .toList();
    }

    private Stream<ElementTemplate> of(Class<?> type) {
        EffectWorker effect = type.getAnnotation(EffectWorker.class);
        if (effect != null) {
            CompensatedBy undo = type.getAnnotation(CompensatedBy.class);
            return undo == null
                    ? Stream.of(effect(type, effect))
                    : Stream.of(effect(type, effect), undo(type, effect, undo));
        }
        RecordWorker record = type.getAnnotation(RecordWorker.class);
        if (record != null) {
            return record.listener() ? Stream.of() : Stream.of(recording(type, record));
        }
        Tells tells = type.getAnnotation(Tells.class);
        if (tells != null) {
            return Arrays.stream(tells.messages()).map(message -> event(message, tells.variables()));
        }
        return type.isAnnotationPresent(ReadOnlyWorker.class)
                ? Arrays.stream(type.getMethods()).flatMap(ElementTemplates::readOnly)
                : Stream.of();
    }

    private ElementTemplate effect(Class<?> type, EffectWorker effect) {
        CompensatedBy undo = type.getAnnotation(CompensatedBy.class);
        NotCompensated stands = type.getAnnotation(NotCompensated.class);
        int attempts = retries.policy(type, effect.retry()).attempts();
        Class<? extends Record> request = EffectTypes.request(type);
        Class<? extends Record> receipt = EffectTypes.receipt(type);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("kind", "EFFECT");
        metadata.put("lane", effect.lane());
        metadata.put("partner", effect.partner());
        metadata.put("recovery", effect.recovery().name());
        metadata.put("retryPolicy", effect.retry());
        metadata.put("attempts", attempts);
        metadata.put("whenExhausted", effect.whenExhausted().name());
        putVariables(metadata, request, receipt);
        if (partners.of(type, effect.partner()).moves() == Partner.Moves.MONEY) {
            metadata.put("moves", "money");
        }
        NeedsApproval approval = type.getAnnotation(NeedsApproval.class);
        if (approval != null) {
            metadata.put("needsApproval", approval.kind());
        }
        if (undo != null) {
            metadata.put("compensation", undo.jobType());
        }
        if (stands != null) {
            metadata.put("withoutCompensation", stands.value());
        }
        List<Property> properties = Stream.of(
                        TemplateFields.job(effect.jobType(), attempts),
                        TemplateFields.reads(request),
                        TemplateFields.returns(receipt),
                        TemplateFields.key(),
                        Stream.ofNullable(stands).map(it -> TemplateFields.withoutCompensation(it.value())))
                .flatMap(fields -> fields)
                .toList();
        return step(
                effect.jobType(),
                "%s. %s".formatted(effect.does(), undone(undo, stands)),
                TemplateIcons.of(effect.recovery()),
                properties,
                metadata);
    }

    private static void putVariables(
            Map<String, Object> metadata, Class<? extends Record> read, Class<? extends Record> returned) {
        metadata.put("reads", TemplateFields.names(read));
        metadata.put("needs", TemplateFields.needs(read));
        metadata.put("returns", TemplateFields.names(returned));
    }

    private static String undone(@Nullable CompensatedBy undo, @Nullable NotCompensated stands) {
        if (undo != null) {
            return "Undone by \"%s\": connect that to a compensation event on this step."
                    .formatted(name(undo.jobType()));
        }
        return stands == null ? "" : "Not undone: %s.".formatted(stands.value());
    }

    private ElementTemplate undo(Class<?> type, EffectWorker effect, CompensatedBy undo) {
        int attempts = retries.policy(type, undo.retry()).attempts();
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("kind", "COMPENSATION");
        metadata.put("lane", effect.lane());
        metadata.put("partner", effect.partner());
        metadata.put("recovery", undo.recovery().name());
        metadata.put("retryPolicy", undo.retry());
        metadata.put("attempts", attempts);
        return step(
                undo.jobType(),
                "Undoes \"%s\". Connect it to a compensation event on that step.".formatted(name(effect.jobType())),
                TemplateIcons.UNDO,
                TemplateFields.job(undo.jobType(), attempts).toList(),
                metadata);
    }

    private ElementTemplate recording(Class<?> type, RecordWorker worker) {
        int attempts =
                retries.policy(ElementTemplates.class, DeclaredRecord.RETRY).attempts();
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("kind", worker.draft() ? "DRAFT" : "RECORD");
        metadata.put("lane", worker.lane());
        metadata.put("retryPolicy", DeclaredRecord.RETRY);
        metadata.put("attempts", attempts);
        putVariables(metadata, EffectTypes.read(type), EffectTypes.returned(type));
        return step(
                worker.jobType(),
                worker.does()
                        + (worker.draft()
                                ? ". It stands in a draft, which is no run yet."
                                : ". It stays on record, whatever becomes of the run."),
                TemplateIcons.of(Recovery.IN_TRANSACTION),
                TemplateFields.job(worker.jobType(), attempts).toList(),
                metadata);
    }

    private static Stream<ElementTemplate> readOnly(Method method) {
        JobWorker worker = method.getAnnotation(JobWorker.class);
        if (worker == null) {
            return Stream.of();
        }
        String jobType = worker.type().isEmpty() ? method.getName() : worker.type();
        return Stream.of(step(
                jobType,
                "Changes nothing outside the engine.",
                TemplateIcons.READ,
                TemplateFields.job(jobType).toList(),
                Map.of("kind", "READ_ONLY")));
    }

    private static ElementTemplate event(String message, Class<? extends Record> variables) {
        boolean starts = message.endsWith(Trigger.REQUESTED);
        List<String> brings = TemplateFields.names(variables);
        return ElementTemplate.messageEvent(
                capitalized(message.replace('.', ' ').replace('-', ' ')),
                message,
                "%s. It brings the variables %s."
                        .formatted(
                                starts ? "Starts a run" : "Reaches a run that waits for it", String.join(", ", brings)),
                process(message),
                starts ? "bpmn:StartEvent" : "bpmn:IntermediateCatchEvent",
                TemplateFields.message(message, starts),
                Map.of("kind", "MESSAGE", "brings", brings));
    }

    private Stream<ElementTemplate> wayBack() {
        return Stream.of(
                saga(
                        "saga.settle",
                        "Settle effects",
                        "Brings every effect of the run to a known state: waited for, asked about or made void. It comes directly before the compensation event."),
                saga(
                        "saga.undo-called",
                        "Undo called process",
                        "Undoes the effects of a called process, when it is their turn. Connect it to a compensation event on the call activity."));
    }

    private ElementTemplate saga(String jobType, String name, String description) {
        int attempts = retries.policy(ElementTemplates.class, "database-write").attempts();
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("kind", "SAGA");
        metadata.put("lane", Lanes.SYSTEM);
        metadata.put("retryPolicy", "database-write");
        metadata.put("attempts", attempts);
        return ElementTemplate.serviceTask(
                name,
                jobType,
                description,
                WAY_BACK,
                TemplateIcons.SAGA,
                List.of(),
                TemplateFields.job(jobType, attempts).toList(),
                metadata);
    }

    private static ElementTemplate step(
            String jobType, String description, String icon, List<Property> properties, Map<String, Object> metadata) {
        return ElementTemplate.serviceTask(
                name(jobType),
                jobType,
                description,
                process(jobType),
                icon,
                TemplateFields.GROUPS.stream()
                        .filter(group ->
                                properties.stream().anyMatch(field -> group.id().equals(field.group())))
                        .toList(),
                properties,
                metadata);
    }

    private static Named process(String prefixed) {
        String process = prefixed.substring(0, Math.max(prefixed.indexOf('.'), 0));
        return new Named(process, capitalized(process));
    }

    /** {@code onboarding.charge-card} is "Charge card". */
    private static String name(String jobType) {
        return capitalized(jobType.substring(jobType.indexOf('.') + 1).replace('-', ' '));
    }

    private static String capitalized(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
