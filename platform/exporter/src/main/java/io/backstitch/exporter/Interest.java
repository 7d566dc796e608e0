package io.backstitch.exporter;

import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessMessageSubscriptionIntent;
import io.camunda.zeebe.protocol.record.value.BpmnElementType;
import io.camunda.zeebe.protocol.record.value.ProcessInstanceRecordValue;
import java.util.Set;

/**
 * Which events of a chosen value type are worth their way. Two thirds of an engine's events tell of elements that begin and end within
 * milliseconds: of those only the begin and the end of what a run can wait at, or in, is sent. So it is for subscriptions to messages.
 *
 * @param elements of which kinds of elements events are sent; empty means of all, with each step in between
 */
record Interest(Set<BpmnElementType> elements) {

    /** Where a run can wait without a job, a task or an incident; and the process instance itself. */
    static final Set<BpmnElementType> DEFAULT_ELEMENTS = Set.of(
            BpmnElementType.PROCESS,
            BpmnElementType.INTERMEDIATE_CATCH_EVENT,
            BpmnElementType.RECEIVE_TASK,
            BpmnElementType.EVENT_BASED_GATEWAY);

    private static final Set<ProcessInstanceIntent> BEGIN_AND_END = Set.of(
            ProcessInstanceIntent.ELEMENT_ACTIVATING,
            ProcessInstanceIntent.ELEMENT_COMPLETED,
            ProcessInstanceIntent.ELEMENT_TERMINATED,
            ProcessInstanceIntent.ELEMENT_MIGRATED);
    private static final Set<ProcessMessageSubscriptionIntent> OPEN_AND_CLOSED = Set.of(
            ProcessMessageSubscriptionIntent.CREATING,
            ProcessMessageSubscriptionIntent.CORRELATED,
            ProcessMessageSubscriptionIntent.DELETING,
            ProcessMessageSubscriptionIntent.MIGRATED);

    boolean isIn(Record<?> record) {
        return switch (record.getValueType()) {
            case PROCESS_INSTANCE ->
                elements.isEmpty()
                        || (BEGIN_AND_END.contains(record.getIntent())
                                && record.getValue() instanceof ProcessInstanceRecordValue value
                                && elements.contains(value.getBpmnElementType()));
            case PROCESS_MESSAGE_SUBSCRIPTION -> OPEN_AND_CLOSED.contains(record.getIntent());
            default -> true;
        };
    }
}
