package io.backstitch.stack.component;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who leads what in the engine, as one of its gateways sees it.
 *
 * @param leaders the node of the leader of each partition that has a healthy one
 */
public record Topology(Map<Integer, Integer> leaders) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * Asks the gateway once.
     *
     * @param rest address of its REST side
     */
    public static Topology of(String rest) throws IOException, InterruptedException {
        JsonNode topology = JSON.readTree(Http.get(rest + "/v2/topology").body());
        Map<Integer, Integer> leaders = new TreeMap<>();
        for (JsonNode broker : topology.path("brokers")) {
            for (JsonNode partition : broker.path("partitions")) {
                if (partition.path("role").asString("").equals("leader")
                        && partition.path("health").asString("").equals("healthy")) {
                    leaders.put(
                            partition.path("partitionId").asInt(),
                            broker.path("nodeId").asInt());
                }
            }
        }
        return new Topology(leaders);
    }
}
