package io.backstitch.auditlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Writes each checkpoint to a file, as {@code backstitch audit verify --checkpoint} takes it. What was not written because the application died or the
 * folder was away is written later. Each instance writes to its own folder all that any of them signed.
 */
@Component
@ConditionalOnProperty("backstitch.audit.checkpoint-directory")
class CheckpointFiles {

    private static final Logger log = LoggerFactory.getLogger(CheckpointFiles.class);

    private final StoredCheckpoints stored;
    private final Path folder;
    private final String tenant;
    /** The size of the newest checkpoint that has a file; empty until the folder was looked at. */
    private OptionalLong written = OptionalLong.empty();

    CheckpointFiles(StoredCheckpoints stored, AuditSettings settings) {
        this.stored = stored;
        this.folder = Objects.requireNonNull(settings.checkpointDirectory());
        this.tenant = settings.tenant();
    }

    @Scheduled(fixedDelay = 2_000)
    synchronized void write() {
        try {
            if (written.isEmpty()) {
                Files.createDirectories(folder);
                written = OptionalLong.of(lastWritten());
            }
            for (StoredCheckpoints.Stored checkpoint : stored.beyond(written.getAsLong())) {
                write(checkpoint);
                written = OptionalLong.of(checkpoint.size());
            }
        } catch (IOException | DataAccessException e) {
            written = OptionalLong.empty();
            log.warn("Checkpoints of the audit are not written to {} and wait: {}", folder, e.toString());
        }
    }

    private long lastWritten() throws IOException {
        Pattern name = Pattern.compile(Pattern.quote(tenant) + "-(\\d{18})\\.json");
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> name.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .mapToLong(file -> Long.parseLong(file.group(1)))
                    .max()
                    .orElse(0);
        }
    }

    /** In one step: a file that is there is whole. */
    private void write(StoredCheckpoints.Stored checkpoint) throws IOException {
        Path begun = folder.resolve(tenant + ".begun");
        Files.writeString(begun, checkpoint.line() + "\n");
        Files.move(
                begun,
                folder.resolve("%s-%018d.json".formatted(tenant, checkpoint.size())),
                StandardCopyOption.ATOMIC_MOVE);
    }
}
