package io.backstitch.workers.expense;

import io.backstitch.value.BadValue;
import io.backstitch.value.Email;
import org.jspecify.annotations.Nullable;

/** Where the requester of a report is told how it goes: it is looked at before, since nobody is there to correct it when a mail fails. */
final class AccountEmail {

    private AccountEmail() {}

    /** A sentence that says what is wrong with it; null when nothing is. */
    static @Nullable String fault(@Nullable String email) {
        if (email == null || email.isBlank()) {
            return "Your account has no e-mail address, which a report needs; have it added there";
        }
        try {
            Email.of(email);
            return null;
        } catch (BadValue e) {
            return "The e-mail address of your account %s; have it corrected there".formatted(e.fault());
        }
    }
}
