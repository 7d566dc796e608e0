package io.backstitch.directory;

/** The directory does not answer: nobody can say who may do what, so it is asked again later. */
public final class DirectoryAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DirectoryAway(RuntimeException cause) {
        super("The directory of people does not answer: " + cause, cause);
    }
}
