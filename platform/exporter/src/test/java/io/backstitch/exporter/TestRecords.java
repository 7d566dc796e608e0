package io.backstitch.exporter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camunda.zeebe.protocol.jackson.ZeebeProtocolModule;
import io.camunda.zeebe.protocol.record.ImmutableRecord;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.RecordType;
import io.camunda.zeebe.protocol.record.RejectionType;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.IncidentIntent;
import io.camunda.zeebe.protocol.record.value.ErrorType;
import io.camunda.zeebe.protocol.record.value.ImmutableIncidentRecordValue;
import io.camunda.zeebe.protocol.record.value.IncidentRecordValue;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.stream.LongStream;

/** Records as the engine hands them to an exporter. */
final class TestRecords {

    static final int PARTITION = 1;

    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new ZeebeProtocolModule());

    private TestRecords() {}

    /** The positions of a log have gaps: what is between belongs to others. */
    static List<Record<?>> incidents(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .<Record<?>>mapToObj(number -> incident(number * 3, "Attempts are used up"))
                .toList();
    }

    static Record<?> incident(long position, String message) {
        return withJson(ImmutableRecord.<IncidentRecordValue>builder()
                .withPosition(position)
                .withPartitionId(PARTITION)
                .withKey(2251799813685248L + position)
                .withTimestamp(1_795_000_000_000L + position)
                .withRecordType(RecordType.EVENT)
                .withRejectionType(RejectionType.NULL_VAL)
                .withRejectionReason("")
                .withBrokerVersion("8.6.0")
                .withValueType(ValueType.INCIDENT)
                .withIntent(IncidentIntent.CREATED)
                .withValue(ImmutableIncidentRecordValue.builder()
                        .withBpmnProcessId("onboarding")
                        .withElementId("Task_ChargeCard")
                        .withErrorType(ErrorType.JOB_NO_RETRIES)
                        .withErrorMessage(message)
                        .build())
                .build());
    }

    /** The engine's own records write themselves as JSON; those for tests do not. */
    private static Record<?> withJson(Record<?> record) {
        return (Record<?>) Proxy.newProxyInstance(
                Record.class.getClassLoader(), new Class<?>[] {Record.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("toJson")) {
                        return json(record);
                    }
                    try {
                        return method.invoke(record, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    private static String json(Record<?> record) throws JsonProcessingException {
        return JSON.writeValueAsString(record);
    }
}
