package io.backstitch.check;

import io.camunda.zeebe.model.bpmn.instance.BaseElement;
import io.camunda.zeebe.model.bpmn.instance.FlowNode;
import io.camunda.zeebe.model.bpmn.instance.ServiceTask;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeExecutionListener;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeExecutionListeners;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeTaskDefinition;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every job has a worker, and does what that worker declares. */
final class JobRules {

    private JobRules() {}

    /** A job as the model asks for it. */
    private record Job(BaseElement element, String type, String retries, boolean listener) {

        /** It only keeps what an approver will see; nothing outside our database changes, and nothing is undone. */
        boolean opensApproval() {
            return listener && type.equals(Declarations.OPEN_APPROVAL);
        }
    }

    static List<Rule> rules() {
        return List.of(
                Rule.ofProcess(
                        "known-job-type",
                        "A job that no worker takes waits for ever, and nobody is told.",
                        "Pick the step from the palette (element templates), or have its worker written first.",
                        JobRules::known),
                new Rule(
                        "unused-worker",
                        "A step that no model uses is forgotten in the model, or dead code.",
                        "Use the step in a model, or have its worker removed when no old version needs it any more.",
                        JobRules::unused),
                Rule.ofProcess(
                        "retries",
                        "The engine counts the attempts, the worker spaces them out: when they disagree, a step gives up early or tries too long.",
                        "Set the retries to the number in the sentence, or apply the step's element template again.",
                        JobRules::retries),
                Rule.ofProcess(
                        "effect-on-service-task",
                        "Only a service task is settled and undone. A listener, a script or a message event with a worker would be missed.",
                        "Make the step a service task of its own.",
                        JobRules::serviceTasks));
    }

    private static Stream<Job> jobs(ProcessModel process) {
        return Stream.concat(
                process.all(FlowNode.class)
                        .flatMap(node -> Elements.extension(node, ZeebeTaskDefinition.class)
                                .map(job -> new Job(node, text(job.getType()), text(job.getRetries()), false))
                                .stream()),
                process.all(BaseElement.class)
                        .flatMap(element -> Elements.extension(element, ZeebeExecutionListeners.class).stream()
                                .flatMap(all -> all.getExecutionListeners().stream())
                                .map(listener -> job(element, listener))));
    }

    private static Job job(BaseElement element, ZeebeExecutionListener listener) {
        return new Job(element, text(listener.getType()), text(listener.getRetries()), true);
    }

    private static String text(@Nullable String attribute) {
        return attribute == null ? "" : attribute;
    }

    private static void known(ProcessModel process, Findings findings) {
        jobs(process)
                .filter(job -> !job.type().isBlank() && !process.declarations().knows(job.type()))
                .filter(job -> !job.opensApproval())
                .forEach(job -> findings.at(
                        process,
                        job.element(),
                        job.type().startsWith("=")
                                ? "The job type is computed (%s), so nobody can say whether it has a worker. Write it out."
                                : "No worker does \"%s\". Pick a step from the palette, or have its worker written first.",
                        job.type()));
    }

    private static void unused(Application application, Findings findings) {
        Set<String> used = application.processes().stream()
                .flatMap(JobRules::jobs)
                .map(Job::type)
                .collect(Collectors.toSet());
        application.declarations().all().stream()
                .filter(worker -> worker.isEffect() || worker.kind() == Declarations.Kind.READ_ONLY)
                .filter(worker -> !used.contains(worker.jobType()))
                .sorted(Comparator.comparing(Declarations.Worker::jobType))
                .forEach(worker -> findings.at(
                        ".camunda/element-templates/" + worker.jobType() + ".json",
                        "No model uses the step \"%s\" (%s). Use it, or have its worker removed.",
                        worker.name(),
                        worker.jobType()));
    }

    private static void retries(ProcessModel process, Findings findings) {
        for (Job job : jobs(process).toList()) {
            process.declarations().find(job.type()).ifPresent(worker -> {
                Integer attempts = worker.attempts();
                if (attempts != null && !String.valueOf(attempts).equals(job.retries())) {
                    findings.at(
                            process,
                            job.element(),
                            "The retries of \"%s\" are %s, but its worker declares %d attempts. Set the retries to %d.",
                            job.type(),
                            job.retries(),
                            attempts,
                            attempts);
                }
            });
        }
    }

    private static void serviceTasks(ProcessModel process, Findings findings) {
        jobs(process)
                .filter(job -> process.declarations()
                        .find(job.type())
                        .filter(Declarations.Worker::isEffect)
                        .isPresent())
                .filter(job -> job.listener() || !(job.element() instanceof ServiceTask))
                .filter(job -> !job.opensApproval())
                .forEach(job -> findings.at(
                        process,
                        job.element(),
                        "\"%s\" has an effect, but only service tasks are settled and undone. Make it a service task of its own.",
                        job.type()));
    }
}
