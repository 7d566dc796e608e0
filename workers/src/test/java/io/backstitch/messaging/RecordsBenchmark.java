package io.backstitch.messaging;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many of the engine's records are handled a second: each in a transaction of its own, and as polls bring them. A run has four
 * steps; its records are those that the exporter sends. Not a test by its name: run by {@code -Dtest=RecordsBenchmark}.
 */
@NeedsStack(value = Part.POSTGRES, measures = true)
class RecordsBenchmark {

    private static final int IN_FLIGHT = 32;

    @ComponentScan(
            basePackages = "io.backstitch.waiting",
            useDefaultFilters = false,
            includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*(EngineWaits|JobsTaken)"))
    static class Views {}

    private final String topic = "bench." + UUID.randomUUID();
    private final SignedRecords signed = new SignedRecords();
    private final MessagingOnStack messaging;
    private long position;

    RecordsBenchmark(RunningStack stack) {
        messaging = new MessagingOnStack(
                stack,
                Map.of(
                        "backstitch.kafka.engine-records-topic",
                        topic,
                        SignedRecords.SETTING,
                        signed.key,
                        "spring.main.sources",
                        Views.class.getName(),
                        "spring.kafka.bootstrap-servers",
                        "localhost:1"),
                new RecordedIncidents());
    }

    @Test
    void handlesRecords() {
        syncToDisk();
        System.out.println("Kept by " + messaging.get(RecordView.class));
        measure("warm-up", 100, 2000);
        measure("each alone", 1, 1000);
        measure("a poll of 10", 10, 3000);
        measure("a poll of 100", 100, 5000);
        measure("a poll of 500", 500, 10000);
        messaging.close();
    }

    private void syncToDisk() {
        JdbcClient jdbc = messaging.get(JdbcClient.class);
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            jdbc.sql("ALTER SYSTEM SET %s = on".formatted(setting)).update();
        }
        jdbc.sql("SELECT pg_reload_conf()").query(Boolean.class).single();
    }

    private void measure(String what, int poll, int runs) {
        List<ConsumerRecord<String, String>> records = records(runs);
        EngineRecordListener listener = messaging.get(EngineRecordListener.class);
        long cpu = cpu();
        long begin = System.nanoTime();
        for (int from = 0; from < records.size(); from += poll) {
            listener.take(records.subList(from, Math.min(records.size(), from + poll)));
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "%s: %.0f records/s, of %.0f runs/s; our processor time %.3f ms a run%n",
                what, records.size() / seconds, runs / seconds, (cpu() - cpu) / 1e6 / runs);
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** So many runs, 32 at once: the records of their steps lie between each other, as in the log of an engine. */
    private List<ConsumerRecord<String, String>> records(int runs) {
        List<List<String[]>> all = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            all.add(run());
        }
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        for (int group = 0; group < runs; group += IN_FLIGHT) {
            List<List<String[]>> together = all.subList(group, Math.min(runs, group + IN_FLIGHT));
            for (int i = 0; i < together.getFirst().size(); i++) {
                for (List<String[]> run : together) {
                    records.add(message(run.get(i)[0], run.get(i)[1]));
                }
            }
        }
        return records;
    }

    private List<String[]> run() {
        long instance = System.nanoTime();
        List<String[]> records = new ArrayList<>();
        records.add(record(
                "MESSAGE_START_EVENT_SUBSCRIPTION",
                "CORRELATED",
                instance + 1,
                instance,
                "\"correlationKey\":\"bench-%d\",".formatted(instance)));
        records.add(element(instance, "ELEMENT_ACTIVATING"));
        records.add(message(instance, "CREATING"));
        for (int step = 1; step <= 5; step++) {
            records.add(job(instance, step, "CREATED", -1));
            records.add(job(instance, step, "COMPLETED", 1_795_000_003_000L));
        }
        records.add(message(instance, "DELETING"));
        records.add(element(instance, "ELEMENT_COMPLETED"));
        return records;
    }

    private String[] element(long instance, String intent) {
        return record(
                "PROCESS_INSTANCE",
                intent,
                instance,
                instance,
                "\"bpmnElementType\":\"PROCESS\",\"parentProcessInstanceKey\":-1,");
    }

    private String[] message(long instance, String intent) {
        return record(
                "PROCESS_MESSAGE_SUBSCRIPTION",
                intent,
                instance + 2,
                instance,
                "\"messageName\":\"bench.cancelled\",\"interrupting\":true,");
    }

    private String[] job(long instance, int step, String intent, long deadline) {
        return record(
                "JOB",
                intent,
                instance + 10 + step,
                instance,
                "\"type\":\"bench.step-%d\",\"deadline\":%d,\"retries\":3,\"customHeaders\":{},\"worker\":\"default\","
                                .formatted(step, deadline)
                        + "\"errorMessage\":\"\",\"errorCode\":\"\",\"variables\":{},\"tenantId\":\"<default>\",");
    }

    private static String[] record(String type, String intent, long key, long instance, String more) {
        return new String[] {type, """
            {"partitionId":1,"value":{%s"bpmnProcessId":"bench","elementId":"Task_Step","elementInstanceKey":%d,
            "processInstanceKey":%d},"key":%d,"timestamp":1795000000100,"position":POSITION,"valueType":"%s","intent":"%s",
            "recordType":"EVENT","rejectionType":"NULL_VAL","rejectionReason":"","brokerVersion":"8.6.0","authorizations":{}}
            """.formatted(more, key, instance, key, type, intent)};
    }

    private ConsumerRecord<String, String> message(String type, String json) {
        String at = json.replace("POSITION", String.valueOf(++position));
        ConsumerRecord<String, String> message = new ConsumerRecord<>(topic, 0, position, "1", at);
        signed.next(topic, type, at).headers().forEach(message.headers()::add);
        return message;
    }
}
