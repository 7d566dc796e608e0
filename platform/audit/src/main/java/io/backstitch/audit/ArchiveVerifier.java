package io.backstitch.audit;

import io.backstitch.audit.Finding.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says whether archives of runs are what was written: each file is what its manifest says, and each manifest what the audit says. An export that was
 * {@linkplain Verifier verified} vouches for that as far as it is signed.
 */
public final class ArchiveVerifier {

    private static final String MANIFEST = ".manifest.json";

    private final Path directory;
    private final Findings findings = new Findings();
    private final Set<Path> onRecord = new HashSet<>();
    private long archives;

    /** @param directory the one that {@code backstitch.retention.directory} names, or a copy of it */
    public ArchiveVerifier(Path directory) {
        this.directory = directory;
    }

    /**
     * What was found.
     *
     * @param archives how many are on record in the export
     */
    public record Result(long archives, List<Finding> findings, long moreFindings) {

        /** Whether all is as it was written. */
        public boolean isFine() {
            return findings.isEmpty();
        }
    }

    /**
     * Compares the directory with what an export has on record; the stream is left open.
     *
     * @throws IOException when something cannot be read
     */
    public Result verify(InputStream export) throws IOException {
        Lines lines = new Lines(export);
        boolean whole = isWhole(lines.next());
        for (Line line = lines.next(); line != null; line = lines.next()) {
            entry(line);
        }
        if (whole) {
            others();
        }
        return new Result(archives, findings.list(), findings.more());
    }

    /** Whether it begins with the first entry: only then it has all archives on record. */
    private static boolean isWhole(@Nullable Line header) {
        try {
            return header != null
                    && ExportHeader.read(header.bytes(), header.length()).from() == 1;
        } catch (Malformed e) {
            return false;
        }
    }

    private void entry(Line line) throws IOException {
        int from = ExportLines.ENTRY_BEFORE.length();
        int to = line.length() - ExportLines.ENTRY_TAIL;
        if (!line.complete() || to <= from) {
            return;
        }
        try {
            new Cursor(line.bytes(), 0, line.length()).expect(ExportLines.ENTRY_BEFORE);
            EntryFields entry = EntryFields.read(line.bytes(), from, to);
            if (entry.kind().equals(ArchiveOnRecord.KIND)) {
                archives++;
                archive(ArchiveOnRecord.read(line.number(), entry, line.bytes()));
            }
        } catch (Malformed e) {
            unreadable(line, e);
        }
    }

    /** Whether a line is an entry at all is the verifier's to say; here it only must not hide an archive. */
    private void unreadable(Line line, Malformed why) {
        if (new String(line.bytes(), 0, line.length(), StandardCharsets.UTF_8).contains(ArchiveOnRecord.KIND)) {
            findings.add(
                    Kind.ARCHIVE_UNKNOWN,
                    line.number(),
                    "The line may be about an archive, but cannot be read (%s).".formatted(why.reason()));
        }
    }

    private void archive(ArchiveOnRecord archive) throws IOException {
        Path folder = directory.resolve(archive.folder());
        Path manifest = folder.resolve(archive.name() + MANIFEST);
        onRecord.add(manifest);
        if (!Files.isRegularFile(manifest)) {
            find(
                    Kind.ARCHIVE_MISSING,
                    archive,
                    "the manifest of the archive %s is not there.".formatted(archive.name()));
            return;
        }
        if (!sha256(manifest).equals(archive.manifest())) {
            find(
                    Kind.ARCHIVE_CHANGED,
                    archive,
                    "the manifest of the archive %s was changed: it is not the one on record."
                            .formatted(archive.name()));
            return;
        }
        for (ArchiveManifest.File file :
                ArchiveManifest.read(Files.readAllBytes(manifest)).files()) {
            file(archive, folder, file);
        }
    }

    private void file(ArchiveOnRecord archive, Path folder, ArchiveManifest.File file) throws IOException {
        Path content = folder.resolve(file.name());
        if (!Files.isRegularFile(content)) {
            find(Kind.ARCHIVE_MISSING, archive, "the file %s is not there.".formatted(file.name()));
        } else if (!sha256(content).equals(file.sha256())) {
            find(
                    Kind.ARCHIVE_CHANGED,
                    archive,
                    "the file %s was changed: it is not what its manifest says.".formatted(file.name()));
        }
    }

    private void others() throws IOException {
        try (Stream<Path> all = Files.walk(directory, 2)) {
            for (Path manifest : all.filter(it -> it.getFileName().toString().endsWith(MANIFEST))
                    .sorted()
                    .toList()) {
                if (!onRecord.contains(manifest)) {
                    findings.add(
                            Kind.ARCHIVE_UNKNOWN,
                            0,
                            "The archive of %s is not on record in this export: it is newer, was never finished, or was put there."
                                    .formatted(directory.relativize(manifest)));
                }
            }
        }
    }

    private void find(Kind kind, ArchiveOnRecord archive, String sentence) {
        findings.about(kind, archive.seq(), archive.line(), sentence);
    }

    /** In constant memory. */
    private static String sha256(Path file) throws IOException {
        MessageDigest digest = Hash.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
