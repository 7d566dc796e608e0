package io.backstitch.compensation;

/**
 * This version of the application does not know what is to be undone; another that runs beside it, as while a new one is rolled out, may.
 * Nothing was done.
 */
public final class UnknownToThisVersion extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** @param message what is not known, and what to do when no version knows it */
    public UnknownToThisVersion(String message) {
        super(message);
    }
}
