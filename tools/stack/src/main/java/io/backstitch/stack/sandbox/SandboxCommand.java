package io.backstitch.stack.sandbox;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the sandbox until its process is ended. A start that fails is told in one sentence, exit code 1. */
@Command(name = "sandbox", description = "A payments partner and a mail sink to run against.", sortOptions = false)
final class SandboxCommand implements Callable<Integer> {
    @Option(names = "--http-port", required = true, description = "Payments and control; 0 = any free port.")
    private int httpPort;

    @Option(names = "--smtp-port", required = true, description = "The mail sink; 0 = any free port.")
    private int smtpPort;

    @Option(names = "--data", required = true, description = "The folder of the record.")
    private Path data = Path.of("");

    @Override
    public Integer call() throws InterruptedException {
        try {
            var sandbox = Sandbox.start(new SandboxSettings(httpPort, smtpPort, data));
            Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "sandbox-close"));
            System.out.printf("The sandbox listens: HTTP %s, SMTP 127.0.0.1:%d%n", sandbox.url(), sandbox.smtpPort());
        } catch (IllegalStateException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return 1;
        }
        new CountDownLatch(1).await();
        return 0;
    }
}
