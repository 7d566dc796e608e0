package io.backstitch.approval;

import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * The caller must log in again before they decide.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9470">RFC 9470: Step Up Authentication Challenge</a>
 */
class LoginTooOld extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    LoginTooOld(Duration maxAge) {
        super(
                HttpStatus.UNAUTHORIZED,
                ProblemDetail.forStatusAndDetail(
                        HttpStatus.UNAUTHORIZED,
                        "A decision needs a login that is not older than %s: log in again".formatted(maxAge)),
                null);
        getHeaders()
                .set(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer error=\"insufficient_user_authentication\", error_description=\"A more recent login is needed\", max_age=\"%d\""
                                .formatted(maxAge.toSeconds()));
    }
}
