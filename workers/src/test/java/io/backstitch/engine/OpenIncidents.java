package io.backstitch.engine;

import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.RecordType;
import io.camunda.zeebe.protocol.record.intent.IncidentIntent;
import io.camunda.zeebe.protocol.record.value.IncidentRecordValue;
import io.camunda.zeebe.protocol.record.value.VariableRecordValue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What stands in the engine in memory now, by the process instance, and by the business id that this has as a variable. */
final class OpenIncidents {

    /** By process instance, in JSON; guarded by this, as is the next. */
    private final Map<Long, String> businessIds = new HashMap<>();

    private final Map<Long, IncidentRecordValue> open = new LinkedHashMap<>();

    /** Reads what is new in the log. */
    synchronized void read(List<Record<?>> records) {
        for (Record<?> record : records) {
            if (record.getRecordType() == RecordType.EVENT) {
                read(record);
            }
        }
    }

    private void read(Record<?> record) {
        if (record.getValue() instanceof VariableRecordValue variable) {
            if (variable.getName().equals("businessId")) {
                businessIds.put(variable.getProcessInstanceKey(), variable.getValue());
            }
        } else if (record.getIntent() == IncidentIntent.RESOLVED) {
            open.remove(record.getKey());
        } else if (record.getIntent() == IncidentIntent.CREATED
                && record.getValue() instanceof IncidentRecordValue incident) {
            open.put(record.getKey(), incident);
        }
    }

    /** Where the run stands, those that it has called included, and why. */
    synchronized List<String> of(String businessId) {
        return told(incident ->
                ("\"" + businessId + "\"").equals(businessIds.getOrDefault(incident.getProcessInstanceKey(), "")));
    }

    synchronized List<String> in(long processInstance) {
        return told(incident -> incident.getProcessInstanceKey() == processInstance);
    }

    private List<String> told(Predicate<IncidentRecordValue> which) {
        return open.values().stream()
                .filter(which)
                .map(it -> "%s of %s: %s".formatted(it.getElementId(), it.getBpmnProcessId(), it.getErrorMessage()))
                .toList();
    }
}
