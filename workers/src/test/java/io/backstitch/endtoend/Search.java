package io.backstitch.endtoend;

import static org.awaitility.Awaitility.await;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.RunningStack;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What Tasklist and Operate have imported so far. Tests look here to wait for it; the application never does. */
final class Search {

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    private Search(String url) {
        this.url = url;
    }

    static Search of(RunningStack stack) {
        return new Search(stack.url(Part.OPENSEARCH));
    }

    /** A task that is created before Tasklist has seen its form never shows it: wait until it has. */
    void awaitForm(String formId) {
        first("tasklist-form-*", "{\"term\":{\"bpmnId\":\"%s\"}}".formatted(formId));
    }

    /** A user task as Tasklist has it, by the engine's number. */
    JsonNode task(long key) {
        return first("tasklist-task-*", "{\"term\":{\"id\":\"%d\"}}".formatted(key));
    }

    /** The engine's number of a run, once Operate knows the run. Processes that it calls have the same business id. */
    long processInstanceOf(String process, String businessId) {
        String query = """
                {"bool": {"filter": [{"term": {"name": "businessId"}}, {"term": {"value": "\\"%s\\""}},
                                     {"term": {"bpmnProcessId": "%s"}}]}}
                """.formatted(businessId, process);
        return first("operate-variable-*", query).path("processInstanceKey").asLong();
    }

    /**
     * Waits until Operate can show that a process instance has ended, and this element of it. A page of Operate that is opened while it imports the end
     * may see the instance ended and its last steps not; it looks no more then, and never shows them.
     */
    void awaitEnd(long processInstance, String element) {
        String ofInstance = "{\"term\": {\"processInstanceKey\": %d}}".formatted(processInstance);
        awaitAmong("operate-list-view-*", ofInstance, "processInstance COMPLETED");
        awaitAmong("operate-flownode-instance-*", ofInstance, element + " COMPLETED");
    }

    /** All are looked at, so that a wait that gives up tells how far Operate has come. */
    private void awaitAmong(String index, String query, String wanted) {
        HttpRequest request = search(index, query, 200);
        await(wanted + " in " + index)
                .until(
                        () -> hits(request)
                                .map(hit -> hit.path("flowNodeId")
                                                .asString(hit.at("/joinRelation/name")
                                                        .asString(hit.path("joinRelation")
                                                                .asString("")))
                                        + " " + hit.path("state").asString(""))
                                .toList(),
                        nodes -> nodes.contains(wanted));
    }

    private JsonNode first(String index, String query) {
        HttpRequest request = search(index, query, 1);
        return await(index)
                .until(() -> hits(request).findFirst().orElse(MissingNode.getInstance()), hit -> !hit.isMissingNode());
    }

    private HttpRequest search(String index, String query, int most) {
        return HttpRequest.newBuilder(URI.create(url + "/" + index + "/_search"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"size\": %d, \"query\": %s}".formatted(most, query)))
                .build();
    }

    private Stream<JsonNode> hits(HttpRequest request) throws Exception {
        String answer = http.send(request, BodyHandlers.ofString()).body();
        return JsonMapper.shared()
                .readTree(answer)
                .at("/hits/hits")
                .valueStream()
                .map(hit -> hit.path("_source"));
    }
}
