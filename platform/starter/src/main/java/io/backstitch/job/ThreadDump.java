package io.backstitch.job;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What all threads are at, the virtual ones too, for whoever looks for the reason afterwards. */
final class ThreadDump {

    private ThreadDump() {}

    /**
     * Writes it into the folder for temporary files.
     *
     * @return where it is, or why it is not, as a sentence
     */
    static String write() {
        try {
            Path file = Files.createTempDirectory("backstitch").resolve("threads.txt");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
            return "What all threads are at is in " + file;
        } catch (IOException e) {
            return "What all threads are at could not be written: " + e;
        }
    }
}
