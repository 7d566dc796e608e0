package io.backstitch.compensation;

/** How a saga names the elements of its models: those of a called process carry its id in front. */
public final class Elements {

    private static final char OF_CALLED_PROCESS = ':';

    private Elements() {}

    /** The name of an element of {@code process} within the saga: with the process in front unless it is the saga's own. */
    public static String name(SagaId saga, String process, String elementId) {
        return saga.process().equals(process) ? elementId : process + OF_CALLED_PROCESS + elementId;
    }

    static boolean isOfCalledProcess(String element) {
        return element.indexOf(OF_CALLED_PROCESS) >= 0;
    }
}
