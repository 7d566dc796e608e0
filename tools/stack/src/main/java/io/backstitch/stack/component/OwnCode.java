package io.backstitch.stack.component;

import io.backstitch.stack.process.JavaProgram;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Code that is built here and run in processes of its own. A jar is run from a copy, because the next build replaces it while it
 * runs.
 */
public final class OwnCode {
    private OwnCode() {}

    /** This module: a jar, or a folder of classes in a test. */
    static Path ofThisModule() {
        try {
            return Path.of(OwnCode.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The class path that this module runs with now, for another process. */
    public static String classpath(Path folder) throws IOException {
        String classpath = System.getProperty("java.class.path");
        boolean runsAsJar = classpath.endsWith(".jar") && !classpath.contains(File.pathSeparator);
        if (!runsAsJar) {
            return classpath;
        }
        Path jar = Path.of(classpath).toAbsolutePath();
        return copy(jar, folder) + File.pathSeparator + jar.resolveSibling("lib") + "/*";
    }

    /** A copy of a jar in the folder; a folder of classes is what it is. */
    static Path copy(Path code, Path folder) throws IOException {
        if (Files.isDirectory(code)) {
            return code;
        }
        Files.createDirectories(folder);
        return Files.copy(code, folder.resolve(code.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * A Spring Boot jar as plain ones in the folder, and where to start them. What is unpacked already is left alone.
     *
     * <p>From within the one jar, classes are loaded under a lock over which virtual threads can wait for each other for ever.
     *
     * @see <a href="https://github.com/spring-projects/spring-boot/issues/51463">Threads are blocked with virtual threads active</a>
     */
    static Path unpack(Path jar, Path folder) throws IOException {
        Path plain = folder.resolve("unpacked");
        Path mark = folder.resolve("unpacked-build");
        String build = fingerprint(jar);
        if (!Files.exists(mark) || !Files.readString(mark).equals(build)) {
            Files.createDirectories(folder);
            // Whoever breaks it off leaves a mixture of builds, which is none.
            Files.deleteIfExists(mark);
            unpackNow(jar, plain);
            Files.writeString(mark, build);
        }
        return plain.resolve(jar.getFileName());
    }

    /** With the tool that Spring Boot packs into its jars. */
    private static void unpackNow(Path jar, Path folder) throws IOException {
        Process tool = new ProcessBuilder(
                        JavaProgram.javaExecutable().toString(),
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--force",
                        "--destination",
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (tool.waitFor() != 0) {
                throw new IOException(jar + " could not be unpacked: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while unpacking " + jar, e);
        }
    }

    /**
     * Tells one build of a jar from another; the time of the file does not, since builds are reproducible. Whoever looks after the application has less
     * memory than the jar has bytes.
     */
    static String fingerprint(Path jar) throws IOException {
        try (InputStream in = Files.newInputStream(jar)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
            return "build " + HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
