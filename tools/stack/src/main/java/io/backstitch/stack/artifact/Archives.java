package io.backstitch.stack.artifact;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * Unpacks archives. Executable files stay executable and links stay links; an entry that would land outside the folder is
 * refused.
 */
public final class Archives {
    private static final int ANYONE_MAY_EXECUTE = 0111;

    private Archives() {}

    /** Leaves out the one folder at the top that everything in the archive is in. */
    public static void unpackTarGz(Path archive, Path folder) throws IOException {
        try (InputStream in = new GzipCompressorInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
            unpackTar(in, folder, 1);
        }
    }

    public static void unpackTarXz(InputStream archive, Path folder) throws IOException {
        try (InputStream in = new XZCompressorInputStream(new BufferedInputStream(archive))) {
            unpackTar(in, folder, 0);
        }
    }

    /** Leaves out the one folder at the top that everything in the archive is in. */
    public static void unpackZip(Path archive, Path folder) throws IOException {
        try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                Path target = target(folder, entry.getName(), 1);
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    try (InputStream in = zip.getInputStream(entry)) {
                        write(in, target, entry.getUnixMode());
                    }
                }
            }
        }
    }

    private static void unpackTar(InputStream in, Path folder, int skippedFolders) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = target(folder, entry.getName(), skippedFolders);
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (entry.isSymbolicLink()) {
                    link(folder, target, entry.getLinkName());
                } else {
                    write(tar, target, entry.getMode());
                }
            }
        }
    }

    private static Path target(Path folder, String entry, int skippedFolders) throws IOException {
        Path name = Path.of(entry).normalize();
        Path kept =
                name.getNameCount() > skippedFolders ? name.subpath(skippedFolders, name.getNameCount()) : Path.of("");
        return inside(folder, folder.resolve(kept));
    }

    private static Path inside(Path folder, Path target) throws IOException {
        Path normal = target.normalize();
        if (!normal.startsWith(folder.normalize())) {
            throw new IOException("an entry of the archive points outside: " + target);
        }
        return normal;
    }

    private static Path parent(Path target) {
        return Objects.requireNonNull(target.getParent());
    }

    private static void link(Path folder, Path target, String to) throws IOException {
        Path parent = Files.createDirectories(parent(target));
        inside(folder, parent.resolve(to));
        Files.createSymbolicLink(target, Path.of(to));
    }

    private static void write(InputStream in, Path target, int mode) throws IOException {
        Files.createDirectories(parent(target));
        Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        if ((mode & ANYONE_MAY_EXECUTE) != 0) {
            Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(target));
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
            Files.setPosixFilePermissions(target, permissions);
        }
    }
}
