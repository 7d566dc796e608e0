package io.backstitch.workers.engagement;

import io.backstitch.value.Name;
import io.backstitch.value.Version;
import io.backstitch.value.Within;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.hibernate.validator.constraints.UniqueElements;

/**
 * How a project is planned now: the first one begins its engagement, each later one changes it. A wrong field is refused with its name.
 *
 * @param project its id where it is planned
 * @param version of the plan, which grows: an older one than is known changes nothing
 * @param startDate when the people are needed; one that has passed means now, also one long ago: plans are imported
 * @param people who is needed
 */
record PlanChange(
        Name project,
        Version version,
        @Within(yearsBack = 200) Instant startDate,

        @NotEmpty @Size(max = 100) @UniqueElements List<Name> people) {}
