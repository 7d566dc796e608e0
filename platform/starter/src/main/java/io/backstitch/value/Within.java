package io.backstitch.value;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/** How far from now a time or a date of a request may be. Each has one: a process that means others than the usual says so. */
@Constraint(validatedBy = Within.Bounds.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({FIELD, PARAMETER})
public @interface Within {

    int yearsBack() default 10;

    int yearsAhead() default 50;

    String message() default "must not be more than {yearsBack} years back, nor more than {yearsAhead} ahead";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** By the clock of the validation. */
    final class Bounds implements ConstraintValidator<Within, TemporalAccessor> {

        private int yearsBack;
        private int yearsAhead;

        @Override
        public void initialize(Within within) {
            yearsBack = within.yearsBack();
            yearsAhead = within.yearsAhead();
        }

        @Override
        public boolean isValid(@Nullable TemporalAccessor time, ConstraintValidatorContext context) {
            if (time == null) {
                return true;
            }
            Clock clock = context.getClockProvider().getClock();
            ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
            Instant at = time instanceof LocalDate date
                    ? date.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC)
                    : Instant.from(time);
            return !at.isBefore(now.minusYears(yearsBack).minusDays(1).toInstant())
                    && !at.isAfter(now.plusYears(yearsAhead).plusDays(1).toInstant());
        }
    }
}
