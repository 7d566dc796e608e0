package io.backstitch.stack.torture.insider;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What there is to judge insiders by.
 *
 * @param audit the entries about each run that an attempt was about, by its name
 * @param refusedInstances by the engine's keys
 * @param aside marks that stand in records which were put aside
 * @param asideIsFull whether no more are kept: then nothing follows from one that is missing
 * @param held who has the tasks that are open, by the engine's keys
 * @param taken operations of Operate that the engine has taken
 * @param reached marks that stand in what partners did and nobody has undone, or in what approvers are asked
 */
record InsiderEvidence(
        List<Tried> tried,
        List<VictimState> victims,
        Map<String, List<OnRecord>> audit,
        Set<Long> refusedInstances,
        Set<String> aside,
        boolean asideIsFull,
        Map<Long, String> held,
        Set<String> taken,
        Set<String> reached) {

    InsiderEvidence {
        tried = List.copyOf(tried);
        victims = List.copyOf(victims);
        audit = Map.copyOf(audit);
        refusedInstances = Set.copyOf(refusedInstances);
        aside = Set.copyOf(aside);
        held = Map.copyOf(held);
        taken = Set.copyOf(taken);
        reached = Set.copyOf(reached);
    }

    List<OnRecord> about(String run) {
        return audit.getOrDefault(run, List.of());
    }
}
