package io.backstitch.lane;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * All lanes, {@code backstitch.lanes.*}.
 *
 * @param run the names of those that this process runs
 * @param drain for how long a process that stops lets its jobs go on
 * @param lanes by name, also those that other processes run
 */
public record LanesSettings(List<String> run, Duration drain, Map<String, LaneSettings> lanes) {

    private static final String PREFIX = "backstitch.lanes";
    private static final Duration DRAIN = Duration.ofSeconds(20);
    /** What stands beside the names of lanes. */
    private static final Set<String> NOT_LANES = Set.of("run", "drain");

    public LanesSettings {
        lanes = Map.copyOf(lanes);
        Set<String> names = new TreeSet<>(lanes.keySet());
        run = List.copyOf(run.isEmpty() ? names : new TreeSet<>(run));
        for (String name : run) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(
                        "%s.run names the lane \"%s\", which is not one of %s".formatted(PREFIX, name, names));
            }
        }
        if (drain.isNegative()) {
            throw new IllegalArgumentException("%s.drain must not be negative, but is %s".formatted(PREFIX, drain));
        }
    }

    static LanesSettings from(Binder binder) {
        Map<String, LaneSettings> lanes = new TreeMap<>();
        binder.bind(PREFIX, Bindable.mapOf(String.class, Object.class)).orElseGet(Map::of).keySet().stream()
                .map(key -> key.contains(".") ? key.substring(0, key.indexOf('.')) : key)
                .filter(name -> !NOT_LANES.contains(name))
                .forEach(name -> lanes.put(name, binder.bindOrCreate(PREFIX + "." + name, LaneSettings.class)));
        return new LanesSettings(
                binder.bind(PREFIX + ".run", Bindable.listOf(String.class)).orElseGet(List::of),
                binder.bind(PREFIX + ".drain", Duration.class).orElse(DRAIN),
                lanes);
    }
}
