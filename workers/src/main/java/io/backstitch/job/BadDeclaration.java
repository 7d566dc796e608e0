package io.backstitch.job;

/** A worker's declaration is missing or contradicts itself. The application does not start; the author mends the class. */
public final class BadDeclaration extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    BadDeclaration(Class<?> worker, String fault) {
        super("The worker %s %s".formatted(worker.getName(), fault));
    }
}
