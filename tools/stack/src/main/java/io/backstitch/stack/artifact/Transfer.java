package io.backstitch.stack.artifact;

/** Hears how far a download is. */
@FunctionalInterface
public interface Transfer {
    /**
     * Some more bytes have come.
     *
     * @param file the file's name
     * @param done bytes so far
     * @param total bytes in all, or -1 if the server did not say
     * @return whether to go on
     */
    boolean progressed(String file, long done, long total);

    static Transfer unheard() {
        return (file, done, total) -> true;
    }
}
