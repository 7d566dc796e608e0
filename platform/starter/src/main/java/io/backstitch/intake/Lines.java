package io.backstitch.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The lines before the engine: one for each lane. */
@Component
public class Lines {

    /** Asked for late: workers, which make up the lanes, may themselves take requests in. */
    private final ObjectProvider<StartLanes> lanes;

    Lines(ObjectProvider<StartLanes> lanes) {
        this.lanes = lanes;
    }

    /** The last one is that of the rest. */
    public List<Line> all() {
        StartLanes known = lanes.getIfAvailable();
        if (known == null) {
            return List.of(new Line(StartLanes.SYSTEM, Set.of(), true, null));
        }
        List<Line> lines = new ArrayList<>();
        Set<String> inLines = new TreeSet<>();
        for (String lane : known.names()) {
            if (!lane.equals(StartLanes.SYSTEM)) {
                Set<String> processes = known.processesOf(lane);
                inLines.addAll(processes);
                lines.add(new Line(lane, processes, false, known.startRate(lane)));
            }
        }
        lines.add(new Line(StartLanes.SYSTEM, inLines, true, known.startRate(StartLanes.SYSTEM)));
        return lines;
    }

    /** In which the runs of this process wait. */
    public Line of(String process) {
        return all().stream().filter(line -> line.has(process)).findFirst().orElseThrow();
    }
}
