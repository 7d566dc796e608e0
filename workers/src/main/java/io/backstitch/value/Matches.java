package io.backstitch.value;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE_USE;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a process wants of a text beyond its type. */
@Constraint(validatedBy = Matches.Rule.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({FIELD, PARAMETER, TYPE_USE})
public @interface Matches {

    String regexp();

    String message();

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Whether all of the text matches. */
    final class Rule implements ConstraintValidator<Matches, Word> {

        private Pattern pattern = Pattern.compile("");

        @Override
        public void initialize(Matches matches) {
            pattern = Pattern.compile(matches.regexp());
        }

        @Override
        public boolean isValid(@Nullable Word word, ConstraintValidatorContext context) {
            return word == null || pattern.matcher(word.text()).matches();
        }
    }
}
