package io.backstitch.intake;

import io.backstitch.value.Rate;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lanes of the workers, as far as runs wait before them. */
public interface StartLanes {

    /** Of what people wait for, of the kernel's own steps, and of all that is in no other lane. */
    String SYSTEM = "system";

    /** The names of all lanes, also of those that other instances run. */
    Collection<String> names();

    /** The processes whose workers are all in this lane; those of several lanes, or of none, are nowhere but in {@link #SYSTEM}, which is not asked for. */
    Set<String> processesOf(String lane);

    /** How many runs of a lane may start; null: as many as come. */
    @Nullable
    Rate startRate(String lane);
}
