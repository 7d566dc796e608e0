package io.backstitch.stack.component;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which member of which cluster a broker is. Every partition is on every member.
 *
 * @param node from 0
 * @param contactPoints host and internal port of every member, by node; none for a broker that is alone
 */
public record Membership(int node, int partitions, List<String> contactPoints) {
    public Membership {
        contactPoints = List.copyOf(contactPoints);
        if (node < 0 || node > contactPoints.size()) {
            throw new IllegalArgumentException(
                    "node must be from 0 to %d, but was %d".formatted(contactPoints.size() - 1, node));
        }
    }

    /** One broker, one partition. */
    static Membership alone() {
        return new Membership(0, 1, List.of());
    }

    private boolean isAlone() {
        return contactPoints.isEmpty();
    }

    /** Members of a cluster replicate among themselves, which takes memory. */
    String heap() {
        return isAlone() ? "384m" : "512m";
    }

    /** What the broker is told about it; nothing if it is alone. */
    Map<String, String> settings() {
        if (isAlone()) {
            return Map.of();
        }
        String size = String.valueOf(contactPoints.size());
        Map<String, String> settings = new HashMap<>();
        settings.put("ZEEBE_BROKER_CLUSTER_NODEID", String.valueOf(node));
        settings.put("ZEEBE_BROKER_CLUSTER_CLUSTERSIZE", size);
        settings.put("ZEEBE_BROKER_CLUSTER_REPLICATIONFACTOR", size);
        settings.put("ZEEBE_BROKER_CLUSTER_PARTITIONSCOUNT", String.valueOf(partitions));
        settings.put("ZEEBE_BROKER_CLUSTER_INITIALCONTACTPOINTS", String.join(",", contactPoints));
        settings.put("ZEEBE_BROKER_NETWORK_ADVERTISEDHOST", Site.LOOPBACK);
        // Many brokers share few processors.
        settings.put("ZEEBE_BROKER_THREADS_CPUTHREADCOUNT", "1");
        settings.put("ZEEBE_BROKER_THREADS_IOTHREADCOUNT", "1");
        return settings;
    }
}
