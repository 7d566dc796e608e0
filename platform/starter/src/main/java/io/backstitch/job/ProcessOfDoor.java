package io.backstitch.job;

import io.backstitch.intake.EventType;
import io.backstitch.intake.Started;
import io.backstitch.intake.SubjectEvent;
import io.backstitch.intake.Trigger;
import io.swagger.v3.oas.models.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;

/**
 * Says in the description of the API, as {@value #PROCESS} beside each door behind which runs begin, of which process they are: so that a program finds the door
 * of a process, and need not be told. A door is one that answers {@link Started}. It takes the request of an {@link EventType}, or declares by {@link Tells}
 * what starts by it.
 */
@Component
class ProcessOfDoor implements OperationCustomizer {

    static final String PROCESS = "x-backstitch-process";
    private final List<EventType<?>> types;

    ProcessOfDoor(ObjectProvider<EventType<?>> types) {
        this.types = types.stream().toList();
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod door) {
        if (answersStarted(door)) {
            byRequest(door)
                    .or(() -> byDeclaration(door))
                    .ifPresent(process -> operation.addExtension(PROCESS, process));
        }
        return operation;
    }

    private static boolean answersStarted(HandlerMethod door) {
        ResolvableType answer = ResolvableType.forMethodReturnType(door.getMethod());
        return Stream.concat(Stream.of(answer), Arrays.stream(answer.getGenerics()))
                .anyMatch(type -> Started.class.equals(type.resolve()));
    }

    private Optional<String> byRequest(HandlerMethod door) {
        return Arrays.stream(door.getMethodParameters())
                .filter(it -> it.hasParameterAnnotation(RequestBody.class))
                .flatMap(it -> types.stream().filter(type -> type.type().equals(it.getParameterType())))
                .filter(type -> !(type instanceof SubjectEvent<?> event) || event.starts())
                .<String>map(EventType::process)
                .findFirst();
    }

    private static Optional<String> byDeclaration(HandlerMethod door) {
        Tells tells = AnnotatedElementUtils.findMergedAnnotation(door.getBeanType(), Tells.class);
        return tells == null
                ? Optional.empty()
                : Arrays.stream(tells.messages())
                        .filter(message -> message.endsWith(Trigger.REQUESTED))
                        .map(message -> message.substring(0, message.length() - Trigger.REQUESTED.length()))
                        .findFirst();
    }
}
