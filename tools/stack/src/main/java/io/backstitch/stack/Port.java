package io.backstitch.stack;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A port that the stack listens on, always on the loopback interface only. */
public enum Port {
    POSTGRES(Part.POSTGRES, 5433),
    OPENSEARCH(Part.OPENSEARCH, 9200),
    OPENSEARCH_TRANSPORT(Part.OPENSEARCH, 9300),
    KEYCLOAK(Part.KEYCLOAK, 8084),
    KEYCLOAK_MANAGEMENT(Part.KEYCLOAK, 8085),
    KAFKA(Part.KAFKA, 9092),
    KAFKA_CONTROLLER(Part.KAFKA, 9093),
    SANDBOX(Part.SANDBOX, 8083),
    SANDBOX_SMTP(Part.SANDBOX, 8025),
    /** gRPC gateway: deployments, starts, workers. */
    ZEEBE(Part.ZEEBE, 26500),
    ZEEBE_COMMAND(Part.ZEEBE, 26501),
    ZEEBE_INTERNAL(Part.ZEEBE, 26502),
    ZEEBE_REST(Part.ZEEBE, 8088),
    ZEEBE_MANAGEMENT(Part.ZEEBE, 9600),
    APPLICATION(Part.APPLICATION, 8080),
    /** Probes and metrics. */
    APPLICATION_MANAGEMENT(Part.APPLICATION, 8086),
    TASKLIST(Part.TASKLIST, 8082),
    TASKLIST_MANAGEMENT(Part.TASKLIST, 9602),
    OPERATE(Part.OPERATE, 8081),
    OPERATE_MANAGEMENT(Part.OPERATE, 9601);

    private final Part part;
    private final int standard;

    Port(Part part, int standard) {
        this.part = part;
        this.standard = standard;
    }

    public Part part() {
        return part;
    }

    /** The port that is used unless another one is configured. */
    public int standard() {
        return standard;
    }

    /** The key in {@code backstitch.properties}: {@code port.zeebe-rest}. */
    public String key() {
        return "port." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The environment variable that wins over the file: {@code BACKSTITCH_PORT_ZEEBE_REST}. */
    public String variable() {
        return "BACKSTITCH_PORT_" + name();
    }

    public static List<Port> of(Part part) {
        return Arrays.stream(values()).filter(p -> p.part == part).toList();
    }
}
