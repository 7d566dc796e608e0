package io.backstitch.approval;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;

import io.backstitch.value.CurrencyCode;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/**
 * A currency in which somebody may approve: the table {@code <kind>-approval-limits}, or {@code approval-limits} where the kind has none of its own, has a
 * limit for it. Otherwise a request would wait for days for people who
 * may not say yes.
 */
@Constraint(validatedBy = Approvable.HasLimit.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({FIELD, PARAMETER})
public @interface Approvable {

    /** As approvals of it are asked for. */
    String kind();

    String message() default "is a currency in which nobody may approve: the table of limits has none for it";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** By the table that this application deploys. */
    final class HasLimit implements ConstraintValidator<Approvable, CurrencyCode> {

        private String kind = "";

        @Override
        public void initialize(Approvable approvable) {
            kind = approvable.kind();
        }

        @Override
        public boolean isValid(@Nullable CurrencyCode currency, ConstraintValidatorContext context) {
            return currency == null || LimitTables.mayHaveLimit(kind, currency.text());
        }
    }
}
