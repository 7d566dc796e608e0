package io.backstitch.workers.bulkimport;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.backstitch.compensation.Fingerprint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run of {@code bulkimport} starts with: line numbers only, the contacts stay in our database. Durations are ISO 8601
 * texts, as the model's timers read them. The intake adds the business id.
 *
 * @param rows how many contacts the file has
 * @param lines where they stand in it
 * @param file its fingerprint, so that the same key with another file is refused
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BulkImportVariables(
        int rows,
        List<Integer> lines,
        String file,
        @Nullable String escalateAfter,
        @Nullable String expireAfter) {

    static BulkImportVariables of(
            List<Contact> contacts, @Nullable String escalateAfter, @Nullable String expireAfter) {
        return new BulkImportVariables(
                contacts.size(),
                contacts.stream().map(Contact::line).toList(),
                Fingerprint.of(contacts.toString()).value(),
                escalateAfter,
                expireAfter);
    }
}
