package io.backstitch.job;

import io.backstitch.compensation.EffectDefinition;
import io.backstitch.compensation.Precondition;
import io.backstitch.compensation.Recovery;
import io.camunda.client.annotation.JobWorker;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/**
 * All effects of this application by job type. A worker whose declaration is missing or contradicts itself stops the start:
 * what nobody declared, nobody can recover.
 */
@Component
class EffectCatalogue {

    private final Map<String, DeclaredEffect<?, ?>> effects = new LinkedHashMap<>();
    private final RetrySettings settings;
    private final Partners partners;
    private final ObjectProvider<EffectPreconditions> preconditions;
    private final StepJson json;

    EffectCatalogue(
            ListableBeanFactory beans,
            RetrySettings settings,
            Partners partners,
            ObjectProvider<EffectPreconditions> preconditions,
            StepJson json) {
        this.settings = settings;
        this.partners = partners;
        this.preconditions = preconditions;
        this.json = json;
        beans.getBeansOfType(Effect.class).values().forEach(this::add);
        for (String name : beans.getBeanDefinitionNames()) {
            Class<?> type = beans.getType(name, false);
            if (type != null) {
                refuseUndeclaredJobWorkers(ClassUtils.getUserClass(type));
            }
        }
    }

    Collection<DeclaredEffect<?, ?>> all() {
        return effects.values();
    }

    Optional<DeclaredEffect<?, ?>> find(String type) {
        return Optional.ofNullable(effects.get(type));
    }

    Map<String, EffectDefinition> definitions() {
        return Map.copyOf(effects);
    }

    private void add(Effect<?, ?> worker) {
        DeclaredEffect<?, ?> effect = declare(worker);
        DeclaredEffect<?, ?> other = effects.putIfAbsent(effect.type(), effect);
        if (other != null) {
            throw new BadDeclaration(
                    AopUtils.getTargetClass(worker),
                    "declares the job type \"%s\", which another worker has".formatted(effect.type()));
        }
    }

    private <Q extends Record, R extends Record> DeclaredEffect<Q, R> declare(Effect<Q, R> worker) {
        Class<?> type = AopUtils.getTargetClass(worker);
        EffectWorker declaration = type.getAnnotation(EffectWorker.class);
        if (declaration == null) {
            throw new BadDeclaration(
                    type,
                    "declares no recovery: annotate it with @EffectWorker and say what is safe when nobody knows whether its effect happened");
        }
        if (declaration.recovery() == Recovery.ASK_PARTNER && !(worker instanceof Effect.Findable)) {
            throw new BadDeclaration(type, "declares ASK_PARTNER, but does not implement Effect.Findable to ask with");
        }
        CompensatedBy compensatedBy = compensation(type, worker);
        Partner partner = partners.of(type, declaration.partner());
        @SuppressWarnings("unchecked") // the type parameters of the worker
        Class<Q> request = (Class<Q>) EffectTypes.request(type);
        @SuppressWarnings("unchecked")
        Class<R> receipt = (Class<R>) EffectTypes.receipt(type);
        Precondition precondition = precondition(type, request);
        if (partner.moves() == Partner.Moves.MONEY && precondition == null) {
            throw new BadDeclaration(
                    type,
                    "calls %s, which moves money, but is bound to nothing: annotate it with @NeedsApproval, or with @AsAccepted, so that variables decide neither how much nor to whom"
                            .formatted(declaration.partner()));
        }
        return new DeclaredEffect<>(
                worker,
                declaration,
                precondition,
                request,
                receipt,
                policy(type, declaration.retry(), partner, declaration.partner()),
                partner,
                compensatedBy,
                compensatedBy == null ? null : policy(type, compensatedBy.retry(), partner, declaration.partner()),
                json);
    }

    private @Nullable Precondition precondition(Class<?> type, Class<?> request) {
        return preconditions.stream()
                .flatMap(declared -> declared.of(type, request).stream())
                .reduce(Precondition::and)
                .orElse(null);
    }

    /** One attempt must have the time that one call to the partner may take. */
    private RetryPolicy policy(Class<?> type, String name, Partner partner, String partnerName) {
        RetryPolicy policy = settings.policy(type, name);
        if (policy.timeLimit().compareTo(partner.longestCall()) <= 0) {
            throw new BadDeclaration(
                    type,
                    "has %s for one attempt (backstitch.retry.%s.time-limit), but one call to %s may take %s (backstitch.partners.%s: connect-timeout and read-timeout); raise the one or lower the other"
                            .formatted(policy.timeLimit(), name, partnerName, partner.longestCall(), partnerName));
        }
        return policy;
    }

    private static @Nullable CompensatedBy compensation(Class<?> type, Effect<?, ?> worker) {
        CompensatedBy compensatedBy = type.getAnnotation(CompensatedBy.class);
        boolean reasoned = type.isAnnotationPresent(NotCompensated.class);
        if ((compensatedBy == null) != reasoned) {
            throw new BadDeclaration(type, "must carry either @CompensatedBy or @NotCompensated with a reason");
        }
        if ((compensatedBy != null) != (worker instanceof CompensableEffect)) {
            throw new BadDeclaration(
                    type, "must implement CompensableEffect if, and only if, it carries @CompensatedBy");
        }
        if (compensatedBy != null
                && compensatedBy.recovery() == Recovery.ASK_PARTNER
                && !(worker instanceof CompensableEffect.FindableUndo)) {
            throw new BadDeclaration(
                    type, "declares ASK_PARTNER for its undo, but does not implement CompensableEffect.FindableUndo");
        }
        return compensatedBy;
    }

    private static void refuseUndeclaredJobWorkers(Class<?> type) {
        boolean jobWorker = Arrays.stream(ClassUtils.getAllInterfaces(type)).noneMatch(Effect.class::equals)
                && Arrays.stream(type.getMethods()).anyMatch(method -> method.isAnnotationPresent(JobWorker.class));
        if (jobWorker && !type.isAnnotationPresent(ReadOnlyWorker.class)) {
            throw new BadDeclaration(
                    type,
                    "has a @JobWorker method but declares no recovery: implement Effect and annotate it with @EffectWorker, or with @ReadOnlyWorker when it changes nothing outside the engine");
        }
    }
}
