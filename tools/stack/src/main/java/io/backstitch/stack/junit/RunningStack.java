package io.backstitch.stack.junit;

import io.backstitch.stack.Part;
import io.backstitch.stack.Port;
import io.backstitch.stack.Ports;
import io.backstitch.stack.StackFailure;
import io.backstitch.stack.StackFolders;
import io.backstitch.stack.artifact.Artifacts;
import io.backstitch.stack.component.Http;
import io.backstitch.stack.component.Postgres;
import io.backstitch.stack.component.Purpose;
import io.backstitch.stack.component.Site;
import io.backstitch.stack.lifecycle.Stack;
import io.backstitch.stack.process.LogTail;
import io.backstitch.stack.sandbox.SandboxClient;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The stack of a test JVM: real parts in processes of their own, on free ports, with data of their own, and an engine whose clock can
 * be moved. Everything is ended when it is closed or when the JVM ends, whichever comes first.
 */
public final class RunningStack implements AutoCloseable {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    /** What starts in a second or two. Whoever needs no more does not wait until an engine runs that others need. */
    static final Set<Part> QUICK = EnumSet.of(Part.POSTGRES, Part.KAFKA, Part.SANDBOX);

    private final StackFolders folders;
    private final Ports ports;
    private final Artifacts artifacts;
    private final Stack stack;
    private final Thread hook;
    private final Lock quickStarts;
    private final Lock slowStarts;
    private final Set<Part> ready;
    private final String sharer;
    /** Null for who has the application's. */
    private final @Nullable LazyDatabase ownDatabase;

    private final SharedByTests sharedByTests = new SharedByTests();

    private RunningStack(StackFolders folders, Ports ports, Purpose purpose) {
        this.folders = folders;
        this.ports = ports;
        this.artifacts = new Artifacts();
        this.stack = new Stack(new Site(folders, ports, artifacts, purpose), new StartLines());
        this.hook = new Thread(this::killAll, "stack-end");
        this.quickStarts = new ReentrantLock();
        this.slowStarts = new ReentrantLock();
        this.ready = ConcurrentHashMap.newKeySet();
        this.sharer = "";
        this.ownDatabase = null;
    }

    /** The same parts, as one of those sees them who share them. */
    private RunningStack(RunningStack shared, String sharer, boolean ownDatabase) {
        this.folders = shared.folders;
        this.ports = shared.ports;
        this.artifacts = shared.artifacts;
        this.stack = shared.stack;
        this.hook = shared.hook;
        this.quickStarts = shared.quickStarts;
        this.slowStarts = shared.slowStarts;
        this.ready = shared.ready;
        this.sharer = sharer;
        this.ownDatabase = ownDatabase ? new LazyDatabase() : null;
    }

    /** The same parts for one of those who share them, with an empty database or the application's. */
    RunningStack sharedBy(String name, boolean withOwnDatabase) {
        return new RunningStack(this, name, withOwnDatabase);
    }

    /** Made when it is asked for: many need only an engine in memory, which asks for one itself. */
    private final class LazyDatabase {
        private @Nullable String url;

        synchronized String url() {
            if (url == null) {
                url = newDatabase();
            }
            return url;
        }
    }

    static RunningStack open(Purpose purpose) {
        return open(Ports.free(), purpose);
    }

    /** With parts of another stack where the ports are those of another. */
    static RunningStack open(Ports ports, Purpose purpose) {
        RunningStack stack = new RunningStack(TestFolders.open(), ports, purpose);
        Runtime.getRuntime().addShutdownHook(stack.hook);
        return stack;
    }

    /**
     * Starts what does not run, and all it needs, on the data and the ports it had before; returns when it is ready. An engine
     * that was started without OpenSearch is restarted when that comes, so that it exports. Several may ask at once; each part is started once.
     */
    public void start(Part... parts) {
        Set<Part> quick = Part.withNeeds(Set.of(parts));
        Set<Part> slow = EnumSet.copyOf(quick);
        quick.retainAll(QUICK);
        slow.removeAll(QUICK);
        locked(quickStarts, quick, this::startUnlessReady);
        locked(slowStarts, slow, this::startUnlessReady);
    }

    /**
     * What was ready once and lives is not asked again: after a test had moved the engine's clock by days all worked, but it took a minute until all
     * said again that they are ready.
     */
    private void startUnlessReady(Set<Part> parts) {
        if (!ready.containsAll(parts) || !stack.running().containsAll(parts)) {
            stack.start(parts);
            ready.addAll(parts);
        }
    }

    /** Ends parts in an orderly way. */
    public void stop(Part... parts) {
        ready.removeAll(List.of(parts));
        stack.stop(EnumSet.copyOf(List.of(parts)));
    }

    /** Ends a part as {@code kill -9} does, and returns when it is gone. {@link #start} brings it back. */
    public void kill(Part part) {
        ready.remove(part);
        stack.kill(EnumSet.of(part));
    }

    /** Ends parts that nobody needs any more. An engine that goes on exports to OpenSearch no more: it would wait for it, and with it all other exporters. */
    void release(Set<Part> parts) {
        if (parts.contains(Part.OPENSEARCH) && !parts.contains(Part.ZEEBE) && isRunning(Part.ZEEBE)) {
            tellEngine("exporters/opensearch/disable", "");
        }
        ready.removeAll(parts);
        stack.kill(parts);
    }

    private static void locked(Lock lock, Set<Part> parts, Consumer<Set<Part>> work) {
        if (!parts.isEmpty()) {
            lock.lock();
            try {
                work.accept(parts);
            } finally {
                lock.unlock();
            }
        }
    }

    public boolean isRunning(Part part) {
        return stack.running().contains(part);
    }

    /**
     * Starts the application from the class path of this test JVM, less the test classes, and returns when it is ready. The environment is that of
     * {@link #applicationEnvironment()}; the extra one wins. After a {@link #kill}, {@code start(APPLICATION)} starts it again
     * in the same way.
     */
    public void startApplication(String mainClass, Map<String, String> extraEnvironment) {
        application(mainClass, extraEnvironment);
        start(Part.APPLICATION);
    }

    /** Says what {@link #start} of the application starts, from now on. */
    void application(String mainClass, Map<String, String> extraEnvironment) {
        stack.application().runs(List.of("-cp", classPathWithoutTests(), mainClass), extraEnvironment);
    }

    /** The same for a packaged jar: what is missing in it is missing in the tests. */
    void packagedApplication(Path jar, Map<String, String> extraEnvironment) {
        stack.application().runsPackaged(jar, extraEnvironment);
    }

    /** Test classes would be found by the application's component scan, and their mocks would replace what is real. */
    private static String classPathWithoutTests() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes" + File.separator))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The same application as that of another stack. */
    void applicationAs(RunningStack other) {
        stack.application().runsAs(other.stack.application());
    }

    /** What ties the application to this stack, as environment variables; also for parts that do not run yet. */
    public Map<String, String> applicationEnvironment() {
        return stack.application().environment();
    }

    Ports ports() {
        return ports;
    }

    public int port(Port port) {
        return ports.of(port);
    }

    /** Where a client finds a part; for the engine its gRPC gateway, for PostgreSQL the application's database. */
    public String url(Part part) {
        return stack.component(part).url();
    }

    /** The partners, as one of several testers: faults are this test class's own. */
    public SandboxClient partners() {
        return new SandboxClient(URI.create(url(Part.SANDBOX))).of(sharer);
    }

    public String zeebeRestUrl() {
        return "http://127.0.0.1:" + port(Port.ZEEBE_REST);
    }

    /** The database of the test's class, which for those that need the application is the application's. */
    public String jdbcUrl() {
        return ownDatabase == null ? url(Part.POSTGRES) : ownDatabase.url();
    }

    /**
     * An empty database of the caller's own in the PostgreSQL of this stack: for who has an engine of their own, since what a database
     * knows of one engine means nothing to another. Users are those of {@link #jdbcUrl()}.
     *
     * @return its JDBC URL
     */
    public String newDatabase() {
        try {
            return ((Postgres) stack.component(Part.POSTGRES)).createDatabase("test_" + DATABASES.incrementAndGet());
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL made no database for a test", e);
        }
    }

    public String jdbcUser() {
        return Postgres.USER;
    }

    public String jdbcPassword() {
        return Postgres.PASSWORD;
    }

    /**
     * What is dear to make and may serve all tests of a class, as a Spring context does whose tests have business ids of their own.
     *
     * @param make is asked once in the class
     * @return the same for all tests of the class; it is closed after the last of them
     */
    public <T extends AutoCloseable> T forAllTests(Class<T> type, Supplier<T> make) {
        return sharedByTests.get(type, make);
    }

    /** The tests of the class are over. */
    void closeShared() throws Exception {
        sharedByTests.closeAll();
    }

    public Path log(Part part) {
        return folders.log(part);
    }

    /** The last lines that a part wrote. */
    public List<String> logTail(Part part, int lines) {
        return LogTail.of(log(part), lines);
    }

    /**
     * Moves the engine's clock forward. Timers that are due fire about a second later. The offset is lost when the engine is
     * killed or restarted.
     */
    public void advanceClock(Duration duration) {
        tellEngine("clock/add", "{\"offsetMilli\":" + duration.toMillis() + "}");
    }

    private void tellEngine(String path, String json) {
        String url = "http://127.0.0.1:" + port(Port.ZEEBE_MANAGEMENT) + "/actuator/" + path;
        try {
            HttpResponse<String> answer = Http.postJson(url, json);
            if (answer.statusCode() / 100 != 2) {
                throw new StackFailure(
                        "The engine answers " + answer.statusCode() + " to " + path + ": " + answer.body(),
                        "Is it running?");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("Interrupted.", "Try again.", e);
        }
    }

    /** Ends all parts and deletes their data; logs stay until the next test run. */
    @Override
    public void close() {
        killAll();
        Runtime.getRuntime().removeShutdownHook(hook);
        artifacts.close();
        TestFolders.deleteData(folders);
    }

    private void killAll() {
        stack.kill(stack.running());
    }
}
