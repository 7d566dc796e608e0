package io.backstitch.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says what in a process application would lose runs, do effects twice or leave them undone, before the engine gets it.
 *
 * <p>The same files and declarations give the same findings in the same order. A file that cannot be read is a finding
 * too, and then the only kind: the others would guess at what is in it. It changes nothing and asks nobody: what depends on variables at run time it cannot see.
 */
public final class ModelCheck {

    /** The rule whose findings stand in the way of all others. */
    public static final String READABLE = "readable";

    private static final List<Rule> ALL = Stream.of(
                    FileRules.rules(),
                    NameRules.rules(),
                    JobRules.rules(),
                    UndoRules.rules(),
                    WayBackRules.rules(),
                    EndRules.rules(),
                    OccurrenceRules.rules(),
                    CallRules.rules(),
                    PeopleRules.rules(),
                    ApprovalRules.rules(),
                    ApprovalTableRules.rules(),
                    MoneyRules.rules(),
                    MessageRules.rules(),
                    DataRules.rules(),
                    VariableRules.rules(),
                    FlowRules.rules(),
                    EngineRules.rules())
            .flatMap(List::stream)
            .toList();

    private final List<Rule> rules;
    private final @Nullable Set<String> groups;

    private ModelCheck(List<Rule> rules, @Nullable Set<String> groups) {
        this.rules = rules;
        this.groups = groups;
    }

    /** All rules, for a whole application. */
    public static ModelCheck allRules() {
        return new ModelCheck(ALL, null);
    }

    /** The same check without some rules; an id that no rule has is refused. */
    public ModelCheck without(String... ids) {
        List<String> refused = Arrays.asList(ids);
        if (!rules.stream().map(Rule::id).toList().containsAll(refused)) {
            throw new IllegalArgumentException("Not all of %s are rules".formatted(refused));
        }
        return new ModelCheck(
                rules.stream().filter(rule -> !refused.contains(rule.id())).toList(), groups);
    }

    /** The same check, which also knows the groups of people that exist. */
    public ModelCheck withGroups(Set<String> existing) {
        return new ModelCheck(rules, Set.copyOf(existing));
    }

    /** What is to be mended, by file, and in it from names to details; empty when the application is fine. */
    public List<Finding> check(Collection<SourceFile> files, Declarations declarations) {
        List<SourceFile> inOrder =
                files.stream().sorted(Comparator.comparing(SourceFile::path)).toList();
        Application application = new Application(inOrder, declarations, groups);
        List<Finding> found = new ArrayList<>(FileRules.unreadable(application));
        for (Rule rule : found.isEmpty() ? rules : List.<Rule>of()) {
            rule.apply(application).stream()
                    .filter(finding -> !rule.id().equals(EngineRules.ENGINE) || isNews(finding, found))
                    .forEach(found::add);
        }
        found.sort(Comparator.comparing(Finding::file));
        return found;
    }

    /** The engine's own words are only of use where no rule has said it better. */
    private static boolean isNews(Finding engine, List<Finding> found) {
        return found.stream()
                .noneMatch(other ->
                        other.file().equals(engine.file()) && other.element().equals(engine.element()));
    }

    static List<Rule> rules() {
        return ALL;
    }
}
