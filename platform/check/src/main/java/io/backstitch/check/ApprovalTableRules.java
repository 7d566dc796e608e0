package io.backstitch.check;

import io.camunda.zeebe.model.bpmn.instance.BaseElement;
import io.camunda.zeebe.model.bpmn.instance.CallActivity;
import io.camunda.zeebe.model.bpmn.instance.FlowNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody is asked, and may say yes: a kind of approval has tables of its own, {@code <kind>-approval-route} and {@code <kind>-approval-limits}, or rows in
 * those that all share. Where an application does not bring the shared ones, as a team's repository, the start of the application knows more.
 */
final class ApprovalTableRules {

    private static final String ROUTE = "approval-route";
    private static final String LIMITS = "approval-limits";
    /** Of what is not about money. */
    private static final Set<String> NO_AMOUNT = Set.of("=null", "=0", "0");

    private ApprovalTableRules() {}

    static List<Rule> rules() {
        return List.of(Rule.ofProcess(
                "approval-tables",
                "Of a kind of approval without a row nobody could be asked, or nobody could say yes: each run would stop there as a dead letter.",
                "Bring the tables `<kind>-approval-route` and `<kind>-approval-limits` beside the model, or add rows to `approval-route` and `approval-limits`.",
                ApprovalTableRules::rows));
    }

    private static void rows(ProcessModel process, Findings findings) {
        ApprovalRules.approvals(process)
                .forEach(call -> input(call, "kind").ifPresent(kind -> {
                    asked(process, call, kind, findings);
                    if (!NO_AMOUNT.contains(
                            Elements.input(call, "amount").orElse("").replaceAll("\\s", ""))) {
                        allowed(process, call, kind, input(call, "currency"), findings);
                    }
                }));
        for (FlowNode step : process.all(FlowNode.class).toList()) {
            needed(process, step).ifPresent(kind -> {
                asked(process, step, kind, findings);
                allowed(process, step, kind, Optional.empty(), findings);
            });
        }
    }

    private static Optional<String> input(CallActivity call, String name) {
        return Elements.input(call, name).flatMap(Feel::literal).filter(text -> !text.isEmpty());
    }

    private static Optional<String> needed(ProcessModel process, FlowNode step) {
        return process.declarations().find(Elements.jobType(step)).map(Declarations.Worker::needsApproval);
    }

    private static void asked(ProcessModel process, BaseElement element, String kind, Findings findings) {
        if (!mayFit(process, ROUTE, Map.of("kind", kind))) {
            findings.at(
                    process,
                    element,
                    "Nobody could be asked for an approval of the kind %s: no row of %s fits. Bring the table %s-%s, or add a row.",
                    kind,
                    table(process, ROUTE, kind),
                    kind,
                    ROUTE);
        }
    }

    private static void allowed(
            ProcessModel process, BaseElement element, String kind, Optional<String> currency, Findings findings) {
        Map<String, String> asked = new HashMap<>(Map.of("kind", kind));
        currency.ifPresent(it -> asked.put("currency", it));
        if (!mayFit(process, LIMITS, asked)) {
            findings.at(
                    process,
                    element,
                    "Nobody could approve of the kind %s%s: no row of %s fits. Bring the table %s-%s, or add a row.",
                    kind,
                    currency.map(" in "::concat).orElse(""),
                    table(process, LIMITS, kind),
                    kind,
                    LIMITS);
        }
    }

    /** Where there is no table, nobody here knows. */
    private static boolean mayFit(ProcessModel process, String shared, Map<String, String> asked) {
        DecisionRows rows = process.application().rows().get(table(process, shared, asked.getOrDefault("kind", "")));
        return rows == null || rows.mayFit(asked);
    }

    private static String table(ProcessModel process, String shared, String kind) {
        String own = kind + "-" + shared;
        return process.application().rows().containsKey(own) ? own : shared;
    }
}
