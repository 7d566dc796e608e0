package io.backstitch.job;

/**
 * The business says no: the partner understood the request and will never do it. Not retried; the model shows where the run
 * goes on, at the error event with this code.
 */
public final class BusinessNo extends Exception {

    private static final long serialVersionUID = 1L;

    private final String errorCode;

    /**
     * @param errorCode as the model names it, {@code process.what-happened}
     * @param message for people
     */
    public BusinessNo(String errorCode, String message) {
        super(message);
        this.errorCode = errorCode;
    }

    /** @param cause what the partner answered: what it says is for operators, masked */
    public BusinessNo(String errorCode, String message, Throwable cause) {
        super(message, cause);
        this.errorCode = errorCode;
    }

    public String errorCode() {
        return errorCode;
    }
}
