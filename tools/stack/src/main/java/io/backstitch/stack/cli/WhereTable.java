package io.backstitch.stack.cli;

import io.backstitch.stack.Port;
import io.backstitch.stack.Ports;
import io.backstitch.stack.component.DemoDoors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a person needs to know after a start: what is where, and who may log in. */
final class WhereTable {
    private WhereTable() {}

    static String of(Ports ports, Duration took) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Backstitch is up after " + took.toSeconds() + " s.");
        lines.add("");
        lines.add(row("what", "where", "who may log in (password)"));
        lines.add(row(
                "Tasklist, people's tasks",
                http(ports, Port.TASKLIST, "/tasklist"),
                "reviewer, lead, employee, manager, operator (demo)"));
        lines.add(row("Operate, runs and incidents", http(ports, Port.OPERATE, "/operate"), "operator (demo)"));
        lines.add(row(
                "Application, its API",
                http(ports, Port.APPLICATION, "/v3/api-docs"),
                "requester, operator (demo), by token"));
        lines.add(
                row("Webhooks of others", http(ports, Port.APPLICATION, "/hooks/shop"), "who signs: docs/webhooks.md"));
        lines.add(row("Keycloak, users and roles", http(ports, Port.KEYCLOAK, "/admin"), "admin (admin)"));
        lines.add(row("Sandbox, what partners did", http(ports, Port.SANDBOX, "/payments/record"), "anybody"));
        lines.add(row("Sandbox, mails", http(ports, Port.SANDBOX, "/mail/messages"), "anybody"));
        lines.add(row("Zeebe, the engine", "127.0.0.1:" + ports.of(Port.ZEEBE) + " (gRPC)", "anybody"));
        lines.add(row("PostgreSQL", "127.0.0.1:" + ports.of(Port.POSTGRES) + "/backstitch", "backstitch (backstitch)"));
        lines.add(row("Kafka", "127.0.0.1:" + ports.of(Port.KAFKA) + " (" + DemoDoors.TOPIC + ")", "anybody"));
        lines.add("");
        lines.add("Next:  ./backstitch demo            starts a few runs and tells where to look");
        lines.add("       ./backstitch demo expense    starts expense reports that wait for several people");
        lines.add("       ./backstitch logs zeebe -f   follows the log of a part");
        lines.add("       ./backstitch down            stops all; data is kept");
        return String.join(System.lineSeparator(), lines);
    }

    private static String http(Ports ports, Port port, String path) {
        return "http://localhost:" + ports.of(port) + path;
    }

    private static String row(String what, String where, String who) {
        return "  %-28s %-40s %s".formatted(what, where, who);
    }
}
