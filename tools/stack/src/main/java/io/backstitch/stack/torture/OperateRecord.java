package io.backstitch.stack.torture;

import io.backstitch.stack.demo.Reply;
import io.backstitch.stack.torture.insider.Sight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What a person would see in Operate and Tasklist: the runs with a task or an incident, the tasks, and how far a run has come. Read
 * from what these have imported from the engine, seconds late.
 */
final class OperateRecord implements People, Sight {
    private static final int MOST = 5_000;

    private final URI openSearch;

    OperateRecord(URI openSearch) {
        this.openSearch = openSearch;
    }

    @Override
    public Set<String> waiting(Collection<String> runs) {
        if (runs.isEmpty()) {
            return Set.of();
        }
        Map<Long, String> instances = instances(runs);
        return withTaskOrIncident(instances.keySet()).map(instances::get).collect(Collectors.toSet());
    }

    /** Those of these runs that have left this activity in the ordinary way. */
    Set<String> past(String activity, Collection<String> runs) {
        if (runs.isEmpty()) {
            return Set.of();
        }
        Map<Long, String> instances = instances(runs);
        return keysOf(all(List.of(
                        terms("processInstanceKey", List.copyOf(instances.keySet())),
                        term("activityId", activity),
                        term("activityState", "COMPLETED"))))
                .map(instances::get)
                .collect(Collectors.toSet());
    }

    /**
     * A task that Tasklist shows.
     *
     * @param key by which the engine takes commands
     */
    record Task(long key, Set<String> groups, Set<String> users) {}

    /** The tasks of a process instance that nobody has completed. */
    List<Task> openTasks(String instance) {
        return search("tasklist-task-*", all(List.of(term("processInstanceId", instance), term("state", "CREATED"))))
                .valueStream()
                .map(hit -> hit.path("_source"))
                .map(task -> new Task(
                        task.path("key").asLong(),
                        texts(task.path("candidateGroups")),
                        texts(task.path("candidateUsers"))))
                .toList();
    }

    @Override
    public List<OpenTask> openTasks() {
        return sources("tasklist-task-*", all(List.of(term("state", "CREATED"))))
                .map(task -> new OpenTask(
                        task.path("key").asLong(),
                        number(task, "flowNodeInstanceId"),
                        number(task, "processInstanceId"),
                        task.path("bpmnProcessId").asString(""),
                        task.path("assignee").asString(""),
                        texts(task.path("candidateUsers"))))
                .toList();
    }

    private static long number(JsonNode source, String field) {
        return Long.parseLong(source.path(field).asString("0"));
    }

    @Override
    public List<Long> instances(String businessId) {
        return variables("businessId", businessId)
                .map(variable -> variable.path("processInstanceKey").asLong())
                .distinct()
                .toList();
    }

    @Override
    public Optional<Long> instance(String process, String businessId) {
        return variables("businessId", businessId)
                .filter(variable -> variable.path("bpmnProcessId").asString("").equals(process))
                .map(variable -> variable.path("processInstanceKey").asLong())
                .findFirst();
    }

    private Stream<JsonNode> variables(String name, String value) {
        return sources(
                "operate-variable-*",
                all(List.of(term("name", name), term("value", Reply.JSON.writeValueAsString(value)))));
    }

    @Override
    public Optional<String> text(long instance, String variable) {
        return sources("operate-variable-*", all(List.of(term("name", variable), term("scopeKey", instance))))
                .map(it -> it.path("value").asString(""))
                .filter(value -> value.startsWith("\""))
                .map(value -> Reply.JSON.readTree(value).asString())
                .findFirst();
    }

    @Override
    public List<OpenIncident> incidents(long instance) {
        return sources(
                        "operate-incident-*",
                        all(List.of(term("processInstanceKey", instance), term("state", "ACTIVE"))))
                .map(it -> new OpenIncident(
                        it.path("key").asLong(), it.path("jobKey").asLong()))
                .toList();
    }

    @Override
    public Set<String> taken(Collection<String> operations) {
        return sources(
                        "operate-operation-*",
                        all(List.of(terms("batchOperationId", List.copyOf(operations)), term("state", "COMPLETED"))))
                .map(it -> it.path("batchOperationId").asString(""))
                .collect(Collectors.toSet());
    }

    private Stream<JsonNode> sources(String index, Map<String, Object> query) {
        return search(index, query).valueStream().map(hit -> hit.path("_source"));
    }

    private static Set<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).collect(Collectors.toSet());
    }

    /** The engine's numbers of runs, by their business id. */
    private Map<Long, String> instances(Collection<String> runs) {
        List<String> values = runs.stream().map(run -> "\"" + run + "\"").toList();
        JsonNode hits = search(
                "operate-variable-*",
                Map.of("bool", Map.of("filter", List.of(term("name", "businessId"), terms("value", values)))));
        Map<Long, String> instances = new HashMap<>();
        hits.valueStream()
                .map(hit -> hit.path("_source"))
                .forEach(variable -> instances.put(
                        variable.path("processInstanceKey").asLong(),
                        variable.path("value").asString("").replace("\"", "")));
        return instances;
    }

    private Stream<Long> withTaskOrIncident(Collection<Long> instances) {
        return keysOf(Map.of(
                "bool",
                Map.of(
                        "filter",
                        List.of(terms("processInstanceKey", List.copyOf(instances))),
                        "should",
                        List.of(
                                all(List.of(term("joinRelation", "processInstance"), term("incident", true))),
                                all(List.of(
                                        term("joinRelation", "activity"),
                                        term("activityType", "USER_TASK"),
                                        term("activityState", "ACTIVE")))),
                        "minimum_should_match",
                        1)));
    }

    /** The process instances that have what is looked for. */
    private Stream<Long> keysOf(Map<String, Object> query) {
        return search("operate-list-view-*", query)
                .valueStream()
                .map(hit -> hit.at("/_source/processInstanceKey").asLong());
    }

    private static Map<String, Object> term(String field, Object value) {
        return Map.of("term", Map.of(field, value));
    }

    private static Map<String, Object> terms(String field, List<?> values) {
        return Map.of("terms", Map.of(field, values));
    }

    private static Map<String, Object> all(List<Map<String, Object>> conditions) {
        return Map.of("bool", Map.of("filter", conditions));
    }

    private JsonNode search(String index, Map<String, Object> query) {
        String body = Reply.JSON.writeValueAsString(Map.of("size", MOST, "query", query));
        try {
            Reply reply = Reply.to(Reply.request(openSearch.resolve("/" + index + "/_search"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body)));
            if (!reply.isOk()) {
                throw new IOException("OpenSearch says no (%s)".formatted(reply.reason()));
            }
            return reply.body().at("/hits/hits");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
