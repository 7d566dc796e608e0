package io.backstitch.job;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.ResolvableType;

/**
 * A record step with what it declares.
 *
 * @param variables the names of those that it reads
 */
record DeclaredRecord<Q extends Record>(
        RecordStep<Q, ?> step, RecordWorker declaration, Class<Q> request, List<String> variables) {

    /** The retry policy of all of them: they call nobody but our database. */
    static final String RETRY = "database-write";

    static <Q extends Record> DeclaredRecord<Q> of(RecordStep<Q, ?> step) {
        Class<?> type = AopUtils.getTargetClass(step);
        RecordWorker declaration = type.getAnnotation(RecordWorker.class);
        if (declaration == null) {
            throw new BadDeclaration(type, "names no job type: annotate it with @RecordWorker");
        }
        Class<Q> request = request(type);
        List<String> variables = Stream.concat(
                        Arrays.stream(request.getRecordComponents()).map(component -> component.getName()),
                        declaration.draft() ? Stream.of() : Stream.of(Step.BUSINESS_ID, Step.SAGA))
                .distinct()
                .toList();
        return new DeclaredRecord<>(step, declaration, request, variables);
    }

    boolean draft() {
        return declaration.draft();
    }

    @SuppressWarnings("unchecked") // the first type parameter of RecordStep is the class that is resolved
    private static <Q extends Record> Class<Q> request(Class<?> type) {
        Class<?> resolved =
                ResolvableType.forClass(type).as(RecordStep.class).getGeneric(0).resolve();
        if (resolved == null || !resolved.isRecord()) {
            throw new BadDeclaration(type, "must name a record as the type of its variables");
        }
        return (Class<Q>) resolved;
    }
}
