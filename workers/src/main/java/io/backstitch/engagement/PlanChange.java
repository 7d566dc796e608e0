package io.backstitch.engagement;

import io.backstitch.web.OneLine;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.hibernate.validator.constraints.UniqueElements;

/**
 * How a project is planned now: the first one begins its engagement, each later one changes it. A wrong field is refused with its name.
 *
 * @param project its id where it is planned
 * @param version of the plan, which grows: an older one than is known changes nothing
 * @param startDate when the people are needed; one that has passed means now
 * @param people who is needed
 */
record PlanChange(
        @NotBlank @OneLine @Size(max = 100) String project,
        @Positive int version,
        @NotNull Instant startDate,

        @NotEmpty @Size(max = 100) @UniqueElements
        List<@NotBlank @OneLine @Size(max = 100) @Pattern(regexp = "[^/]*", message = "must not have a slash") String>
                people) {}
