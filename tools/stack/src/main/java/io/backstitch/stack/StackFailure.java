package io.backstitch.stack;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stack cannot do what it was asked, and a person must change something outside: a port is taken, a disk is full, a part
 * died. The message is one sentence that says what happened and why; the advice says what to do about it.
 */
public final class StackFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String advice;
    private final transient List<String> logTail;

    public StackFailure(String message, String advice) {
        this(message, advice, List.of(), null);
    }

    public StackFailure(String message, String advice, Throwable cause) {
        this(message, advice, List.of(), cause);
    }

    /** With the last lines of the log that tells more. */
    public StackFailure(String message, String advice, List<String> logTail, @Nullable Throwable cause) {
        super(message, cause);
        this.advice = advice;
        this.logTail = List.copyOf(logTail);
    }

    public String advice() {
        return advice;
    }

    public List<String> logTail() {
        return logTail;
    }
}
