package io.backstitch.topics;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** A listener without topics would not start. */
final class TopicsConfigured implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return Binder.get(context.getEnvironment())
                .bind("backstitch.kafka.triggers.topics", Bindable.listOf(String.class))
                .map(topics -> !topics.isEmpty())
                .orElse(false);
    }
}
