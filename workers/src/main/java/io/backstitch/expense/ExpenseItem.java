package io.backstitch.expense;

import io.backstitch.web.OneLine;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
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
        @NotNull @PastOrPresent LocalDate date,
        @NotBlank @OneLine @Size(max = 50) String category,
        @NotBlank @OneLine @Size(max = 200) String description,
        @Positive long amount,
        @Nullable @OneLine @Size(max = 200) String receipt,

        @Nullable @Pattern(regexp = "[0-9a-f]{64}", message = "must be 64 hexadecimal digits in lower case")
        String sha256) {

    @AssertTrue(message = "a receipt has a name and a SHA-256")
    boolean isReceiptComplete() {
        return (receipt == null) == (sha256 == null);
    }
}
