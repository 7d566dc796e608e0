package io.backstitch.job;

import io.backstitch.start.StartRefused;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A worker's declaration is missing or contradicts itself. The application does not start; the author mends the class. */
public final class BadDeclaration extends StartRefused {

    private static final long serialVersionUID = 1L;

    /** @param fault what is wrong with it, as the rest of a sentence that begins with its name */
    public BadDeclaration(Class<?> worker, String fault) {
        super(
                "The worker %s %s.".formatted(worker.getName(), fault),
                "Mend this class, or the setting that it names, and start again: @EffectWorker says what a worker declares.");
    }

    /**
     * Requires of what a worker binds that its request has it.
     *
     * @param names of components of the request
     * @param to what they are bound to, for people
     */
    public static void requireComponents(Class<?> worker, Class<?> request, Stream<String> names, String to) {
        Set<String> components = Arrays.stream(request.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());
        names.filter(name -> !components.contains(name)).findFirst().ifPresent(name -> {
            throw new BadDeclaration(
                    worker, "binds \"%s\" to %s, but its request has no such component".formatted(name, to));
        });
    }
}
