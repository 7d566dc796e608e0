package io.backstitch.stack.torture.insider;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What people see in Operate and Tasklist, seconds late. Each throws {@link java.io.UncheckedIOException} when nobody can say. */
public interface Sight {
    /**
     * A task that is open.
     *
     * @param key by which the engine takes commands
     * @param instance the process instance that it belongs to
     * @param assignee user name; empty when nobody has it
     */
    record OpenTask(
            long key, long elementInstance, long instance, String process, String assignee, Set<String> users) {}

    /**
     * An incident of a step.
     *
     * @param job that has no attempts left
     */
    record OpenIncident(long key, long job) {}

    /** The instances that have a variable {@code businessId} with this value: that of the run, and those that it has called. */
    List<Long> instances(String businessId);

    /** The instance of this process with that business id. */
    Optional<Long> instance(String process, String businessId);

    /** A variable that is a text. */
    Optional<String> text(long instance, String variable);

    /** All that are open, of whatever run. */
    List<OpenTask> openTasks();

    /** The incidents that an instance has. */
    List<OpenIncident> incidents(long instance);

    /** Those of these operations that the engine has taken, by the ids that Operate gave them. */
    Set<String> taken(Collection<String> operations);
}
