package io.backstitch.workers.expense;

import io.backstitch.value.Amount;
import io.backstitch.value.Code;
import io.backstitch.value.Line;
import io.backstitch.value.Sha256;
import io.backstitch.value.Within;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.PastOrPresent;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One line of a report. Whether a receipt is needed, and which categories are paid, the policy says, not the door.
 *
 * @param date when the money was spent
 * @param category such as {@code travel}
 * @param amount in minor units of the report's currency
 * @param receipt the name of the receipt's file; null when there is none
 * @param sha256 the SHA-256 of the receipt's file in hexadecimal digits; null when there is none
 */
record ExpenseItem(
        @PastOrPresent @Within LocalDate date,
        Code category,
        Line description,
        Amount amount,
        @Nullable Line receipt,
        @Nullable Sha256 sha256) {

    @AssertTrue(message = "a receipt has a name and a SHA-256")
    boolean isReceiptComplete() {
        return (receipt == null) == (sha256 == null);
    }
}
