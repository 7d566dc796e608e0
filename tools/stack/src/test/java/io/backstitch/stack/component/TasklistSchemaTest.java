package io.backstitch.stack.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Times on a whole second are taken, and all else stays as the distribution has it. */
class TasklistSchemaTest {
    private static final String FILE = "schema/os/create/template/tasklist-list-view.json";

    @Test
    void takesTimesWithoutMilliseconds(@TempDir Path folder) throws IOException {
        Path jar = folder.resolve("schema.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry(FILE));
            zip.write("""
                    {"completionTime": {"format": "date_time || epoch_millis", "type": "date"}, "id": {"type": "keyword"}}
                    """.getBytes(StandardCharsets.UTF_8));
        }

        TasklistSchema.mend(jar, folder.resolve("mended"));

        assertThat(folder.resolve("mended").resolve(FILE)).hasContent("""
                {"completionTime": {"format": "date_time || date_time_no_millis || epoch_millis", "type": "date"}, "id": {"type": "keyword"}}
                """);
    }
}
