package io.backstitch.workers.expense;

import io.backstitch.directory.Person;
import io.backstitch.web.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * What a run of {@code expense} starts with. The intake adds the business id, the policy check the total.
 *
 * @param requester user name of who hands it in and gets the money
 * @param email where the requester is told how it goes
 * @param department of the requester; null when the token does not say
 */
record ExpenseVariables(
        String requester,
        String email,
        @Nullable String department,
        String purpose,
        String costCenter,
        String currency,
        List<ExpenseItem> items) {

    /** Who hands it in stands in the token: nobody hands in for another. */
    static ExpenseVariables of(ExpenseRequest request, Jwt token) {
        return new ExpenseVariables(
                required(token, "preferred_username"),
                email(required(token, "email")),
                token.getClaimAsString("department"),
                request.purpose().text(),
                request.costCenter().text(),
                request.currency().text(),
                request.items());
    }

    /** Who hands it in is known by other means than a token. */
    static ExpenseVariables of(ExpenseRequest request, Person requester, String email) {
        return new ExpenseVariables(
                requester.userName(),
                email,
                requester.department(),
                request.purpose().text(),
                request.costCenter().text(),
                request.currency().text(),
                request.items());
    }

    private static String email(String text) {
        String fault = AccountEmail.fault(text);
        if (fault != null) {
            throw new Problem(HttpStatus.BAD_REQUEST, fault);
        }
        return text;
    }

    private static String required(Jwt token, String claim) {
        String value = token.getClaimAsString(claim);
        if (value == null || value.isBlank()) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST,
                    "Your token has no claim %s, which a report needs; have it added to your account".formatted(claim));
        }
        return value;
    }
}
