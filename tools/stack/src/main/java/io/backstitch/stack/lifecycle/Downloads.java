package io.backstitch.stack.lifecycle;

/** How a download is told. */
final class Downloads {
    private static final double MEGABYTE = 1_000_000;

    private Downloads() {}

    /** For instance {@code camunda-zeebe-8.6.0.tar.gz, 120 of 299 MB}. */
    static String line(String file, long done, long total) {
        String size = total > 0 ? " of %.0f MB".formatted(total / MEGABYTE) : " MB";
        return "%s, %.0f%s".formatted(file, done / MEGABYTE, size);
    }
}
