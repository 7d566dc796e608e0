package io.backstitch.workers.onboarding;

import io.backstitch.compensation.IdempotencyKey;
import io.backstitch.compensation.Lease;
import io.backstitch.job.BusinessNo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** The partner that makes workspaces, mocked: it has a record of its own, and can be told to break. */
class InMemoryWorkspaces implements Workspaces {

    private final Map<String, IdempotencyKey> owners = new ConcurrentHashMap<>();
    private final List<String> record = new CopyOnWriteArrayList<>();
    private final AtomicBoolean cutAfterEffect = new AtomicBoolean();

    /** What was done to it, in order: {@code provision key}, {@code deprovision key}. */
    List<String> recordOf(String businessId) {
        return record.stream().filter(line -> line.contains(businessId)).toList();
    }

    void cutAfterNextEffect() {
        cutAfterEffect.set(true);
    }

    @Override
    public Optional<Workspace> find(IdempotencyKey key, String customer, String email) {
        return Optional.ofNullable(owners.get(customer))
                .filter(key::equals)
                .map(owner -> new Workspace("group of " + customer, "user " + email));
    }

    @Override
    public Workspace provision(IdempotencyKey key, String customer, String email, Lease lease) throws BusinessNo {
        IdempotencyKey owner = owners.putIfAbsent(customer, key);
        if (owner != null && !owner.equals(key)) {
            throw new BusinessNo(Onboarding.WORKSPACE_TAKEN, "The workspace exists already");
        }
        record.add("provision " + key);
        if (cutAfterEffect.getAndSet(false)) {
            throw new UncheckedIOException(new IOException("connection cut"));
        }
        return new Workspace("group of " + customer, "user " + email);
    }

    @Override
    public void deprovision(IdempotencyKey key, String customer, String email, Lease lease) {
        if (owners.remove(customer, key)) {
            record.add("deprovision " + key);
        }
    }
}
