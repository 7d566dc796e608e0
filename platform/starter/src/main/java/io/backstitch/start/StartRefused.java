package io.backstitch.start;

/**
 * The application does not start as it is declared or set, and somebody must change that. What is wrong and what to do about it is told first, in place of a
 * stack trace. For authors, too: a part of an application that throws it while it is made is heard like one of ours.
 */
public class StartRefused extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final String fault;
    private final String whatToDo;

    /**
     * Both are for people, and may end in a log: no secrets.
     *
     * @param fault what is wrong, in whole sentences that name the class or the setting
     * @param whatToDo about it, in whole sentences
     */
    public StartRefused(String fault, String whatToDo) {
        super(fault + " " + whatToDo);
        this.fault = fault;
        this.whatToDo = whatToDo;
    }

    /** What is wrong. */
    final String fault() {
        return fault;
    }

    /** What to do about it. */
    final String whatToDo() {
        return whatToDo;
    }
}
