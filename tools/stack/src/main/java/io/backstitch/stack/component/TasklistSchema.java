package io.backstitch.stack.component;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipFile;

/**
 * Tasklist 8.6.0 writes a time without its milliseconds when there are none, into an index that does not take it so; from then on it
 * imports nothing, and no task is seen any more. So its index is made to take both.
 *
 * @see <a href="https://github.com/camunda/camunda/issues/27237">camunda/camunda#27237, mended in later versions</a>
 */
final class TasklistSchema {
    private static final String LIST_VIEW = "schema/os/create/template/tasklist-list-view.json";
    private static final String WITH_MILLIS = "date_time || ";

    private TasklistSchema() {}

    /**
     * Writes the mended file, as Tasklist reads it from its class path.
     *
     * @param jar of the distribution, which has the original
     * @param folder comes before that on the class path
     */
    static void mend(Path jar, Path folder) throws IOException {
        Path mended = folder.resolve(LIST_VIEW);
        Files.createDirectories(Objects.requireNonNull(mended.getParent()));
        Files.writeString(mended, read(jar).replace(WITH_MILLIS, WITH_MILLIS + "date_time_no_millis || "));
    }

    private static String read(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile());
                InputStream original = zip.getInputStream(Objects.requireNonNull(zip.getEntry(LIST_VIEW)))) {
            return new String(original.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
