package io.backstitch.engine;

import io.backstitch.compensation.SagaId;
import io.backstitch.stack.sandbox.ObjectChange;
import io.backstitch.stack.sandbox.SandboxClient;
import java.util.List;

/** What the objects partner says was done for one run, in called processes too: its own record, not ours. */
public record ObjectsWitness(SandboxClient partners, SagaId saga) {

    /** The keys of what was created, in order: one entry per key, or something was done twice. */
    public List<String> created() {
        return keys(ObjectChange.Change.CREATED);
    }

    /** The keys of the effects that were undone by deletion, in order. */
    public List<String> deleted() {
        return keys(ObjectChange.Change.DELETED).stream()
                .map(key -> key.replaceFirst("/undo$", ""))
                .toList();
    }

    /** The changes of one kind of object, in order. */
    public List<ObjectChange> changes(String kind) {
        return changes().stream().filter(change -> change.kind().equals(kind)).toList();
    }

    private List<String> keys(ObjectChange.Change what) {
        return changes().stream()
                .filter(change -> change.change() == what)
                .map(ObjectChange::key)
                .toList();
    }

    private List<ObjectChange> changes() {
        return partners.objects().stream()
                .filter(change -> change.key().contains("/" + saga.businessId() + "/"))
                .toList();
    }
}
