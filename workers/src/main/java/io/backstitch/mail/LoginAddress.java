package io.backstitch.mail;

import static java.lang.annotation.ElementType.ANNOTATION_TYPE;
import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE_USE;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An {@link Address} with which somebody can log in: Keycloak takes none of the rarer signs in the name of a user.
 *
 * @see <a href="https://www.keycloak.org/docs/latest/server_admin/#user-profile">Keycloak's user profile: prohibited characters of a user name</a>
 */
@Address
@Pattern(regexp = "[A-Za-z0-9._+@-]*")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Retention(RetentionPolicy.RUNTIME)
@Target({FIELD, METHOD, PARAMETER, TYPE_USE, ANNOTATION_TYPE})
public @interface LoginAddress {

    String message() default
            "must be an e-mail address such as ada@example.org, of letters, digits and . _ + - only: it becomes a login";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
