package io.backstitch.stack.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is sent to hand in an expense report. */
public record ExpenseRequest(String purpose, String costCenter, String currency, List<Item> items) {

    /** One item; amounts are in minor units. */
    public record Item(
            String date,
            String category,
            String description,
            long amount,
            @Nullable String receipt,
            @Nullable String sha256) {}
}
