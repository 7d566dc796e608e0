package io.backstitch.stack.torture;

import io.backstitch.stack.Part;
import io.backstitch.stack.Port;
import io.backstitch.stack.Ports;
import io.backstitch.stack.component.DemoDoors;
import io.backstitch.stack.component.RecordsKey;
import io.backstitch.stack.component.Site;
import io.backstitch.stack.lifecycle.Progress;
import io.backstitch.stack.lifecycle.Stack;
import java.net.URI;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * A second instance of the application on the parts of a stack: the same settings, free ports, a folder of its own below the
 * stack's. There is at most one for each stack.
 */
public final class SecondApplication implements AutoCloseable {
    private static final String FOLDER = "second-application";

    private final Site site;

    private SecondApplication(Site site) {
        this.site = site;
    }

    /** Returns when it is ready. What an earlier torture may have left running is ended first. */
    static SecondApplication start(Site first) {
        stopLeftOver(first);
        Map<Port, Integer> numbers = new EnumMap<>(first.ports().numbers());
        Ports free = Ports.free();
        Port.of(Part.APPLICATION).forEach(port -> numbers.put(port, free.of(port)));
        var second = new SecondApplication(beside(first, new Ports(numbers)));
        DemoDoors.share(first, second.site);
        RecordsKey.share(first, second.site);
        second.stack().start(Set.of(Part.APPLICATION));
        return second;
    }

    /** Ends the second instance of a torture that was killed itself. */
    public static void stopLeftOver(Site first) {
        new SecondApplication(beside(first, first.ports())).close();
    }

    private static Site beside(Site first, Ports ports) {
        return new Site(
                first.folders().withState(first.folders().state().resolve(FOLDER)),
                ports,
                first.artifacts(),
                first.purpose());
    }

    Stack stack() {
        return new Stack(site, Progress.unheard());
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + site.ports().of(Port.APPLICATION));
    }

    @Override
    public void close() {
        stack().resume(Part.APPLICATION);
        stack().stop(EnumSet.of(Part.APPLICATION));
    }
}
