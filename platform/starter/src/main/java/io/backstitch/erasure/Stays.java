package io.backstitch.erasure;

import io.backstitch.directory.Account;
import io.backstitch.messaging.TopicRetentions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What an erasure leaves: in our tables as it was counted, elsewhere as those say who keep it. */
@Component
class Stays {

    private static final String NO_END = "no end";

    private final JdbcClient jdbc;
    private final TopicRetentions topics;
    private final ErasureSettings until;

    Stays(JdbcClient jdbc, TopicRetentions topics, ErasureSettings until) {
        this.jdbc = jdbc;
        this.topics = topics;
        this.until = until;
    }

    /** All of it: ours first. */
    List<Stay> of(Findings findings, @Nullable Account account) {
        List<Stay> stays = new ArrayList<>(ours(findings));
        stays.addAll(outside(findings, account));
        return stays;
    }

    private static List<Stay> ours(Findings findings) {
        List<Stay> stays = new ArrayList<>();
        findings.kept.forEach((where, values) -> stays.add(kept(where, values)));
        findings.resembling.forEach((where, values) -> stays.add(new Stay(
                where,
                "%d with the name in a longer word, or as the name of a field".formatted(values),
                "somebody looks whether it is the person, and changes it")));
        if (findings.erased.containsKey("run.variables") || findings.erased.containsKey("effect.request")) {
            stays.add(new Stay("fingerprints of requests", "hashes of what named the person, without a salt", NO_END));
        }
        return stays;
    }

    private static Stay kept(String where, int values) {
        return switch (where) {
            case "run.asked_by", "run_event.asked_by", "saga.asked_by" ->
                new Stay(
                        where,
                        "%d with the realm's id of the account".formatted(values),
                        "the account is deleted: it names nobody then");
            case "audit_entry.canonical", "audit_pending.body" ->
                new Stay(where, "%d entries of the audit in which people wrote the name".formatted(values), NO_END);
            default -> new Stay(where, "%d keys with the name in them".formatted(values), NO_END);
        };
    }

    private List<Stay> outside(Findings findings, @Nullable Account account) {
        List<Stay> stays = new ArrayList<>();
        topics.all()
                .forEach(topic -> stays.add(new Stay("Kafka, topic " + topic.topic(), "messages", topic.retention())));
        stays.add(
                new Stay("the engine", "variables, tasks and incidents of runs, in its log and state", until.engine()));
        stays.add(new Stay(
                "Operate and Tasklist",
                "the same, in their search storage (docs/audit-export.md)",
                until.searchStorage()));
        stays.add(new Stay("logs", "user names, and what partners answered, masked", until.logs()));
        stays.add(new Stay("backups of the database", "all that was erased here", until.backups()));
        told(findings).forEach(stays::add);
        if (account != null) {
            stays.add(new Stay(
                    "Keycloak",
                    account.enabled()
                            ? "the account, which may still log in and act"
                            : "the account, which is disabled",
                    "somebody deletes it there"));
        }
        return stays;
    }

    /** What partners were told, mail servers among them. */
    private List<Stay> told(Findings findings) {
        return jdbc.sql("""
                        SELECT type, count(*) AS calls FROM effect
                        WHERE key = ANY (?) AND recovery <> 'IN_TRANSACTION' AND state NOT IN ('NOT_DONE', 'VOID')
                        GROUP BY type ORDER BY type
                        """)
                .param(findings.effects.toArray(String[]::new))
                .query((row, number) -> new Stay(
                        "the partner of " + row.getString("type"),
                        "%d calls that named the person".formatted(row.getLong("calls")),
                        "the partner erases it"))
                .list();
    }
}
