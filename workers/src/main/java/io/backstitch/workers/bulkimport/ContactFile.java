package io.backstitch.workers.bulkimport;

import io.backstitch.value.Email;
import io.backstitch.value.Name;
import io.backstitch.value.Phone;
import io.backstitch.web.BodyLimit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Reads a file of contacts: CSV in the character set that is declared, or UTF-8, with the columns {@code name}, {@code email} and, if wanted, {@code phone}. All of it
 * is good, or none of it is taken: {@link BadFile} names every line and field that is wrong.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
@Component
class ContactFile {

    private static final String NAME = "name";
    private static final String EMAIL = "email";
    private static final String PHONE = "phone";

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
            .setIgnoreHeaderCase(true)
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get();

    /** What stands around the file in a form, and longer than others: a file is larger. */
    @Bean
    static BodyLimit fileLimit(BulkImportSettings settings) {
        return new BodyLimit(
                "/api/bulkimports",
                DataSize.ofBytes(
                        settings.maxSize().toBytes() + DataSize.ofKilobytes(64).toBytes()),
                Duration.ofSeconds(30));
    }

    private final BulkImportSettings settings;

    ContactFile(BulkImportSettings settings) {
        this.settings = settings;
    }

    /**
     * The contacts of a file.
     *
     * @param charset that its sender declares; null when none is
     */
    List<Contact> read(byte[] file, @Nullable String charset) throws BadFile {
        try (CSVParser rows = CSVParser.parse(CharacterSets.text(file, charset), FORMAT)) {
            requireColumn(rows, NAME);
            requireColumn(rows, EMAIL);
            return contacts(rows);
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new BadFile(
                    BadFile.Fault.ofFile(
                            "is not a CSV file: one line for each contact, commas between, quotes that are closed, each column once"));
        }
    }

    private static void requireColumn(CSVParser rows, String name) throws BadFile {
        if (!rows.getHeaderMap().containsKey(name)) {
            throw new BadFile(new BadFile.Fault(1, name, "is missing in the header; it must be name,email,phone"));
        }
    }

    private List<Contact> contacts(CSVParser rows) throws BadFile {
        List<Contact> contacts = new ArrayList<>();
        List<BadFile.Fault> faults = new ArrayList<>();
        Map<String, Integer> lineOf = new HashMap<>();
        int count = 0;
        for (CSVRecord row : rows) {
            if (++count > settings.maxRows()) {
                throw new BadFile(BadFile.Fault.ofFile("has more than %d contacts".formatted(settings.maxRows())));
            }
            Row read = new Row(Math.toIntExact(rows.getCurrentLineNumber()), row, rows.getHeaderNames(), faults);
            read.requireSize();
            contact(read).ifPresent(contacts::add);
            requireNew(read, lineOf);
        }
        if (count == 0) {
            faults.add(BadFile.Fault.ofFile("has no contacts"));
        }
        if (!faults.isEmpty()) {
            throw new BadFile(faults);
        }
        return contacts;
    }

    private static Optional<Contact> contact(Row row) {
        Name name = row.value(NAME, Name::of);
        Email email = row.value(EMAIL, Email::of);
        Phone phone = row.value(PHONE, Phone::of);
        return name == null || email == null || phone == null
                ? Optional.empty()
                : Optional.of(new Contact(row.line(), name, email, phone));
    }

    private static void requireNew(Row row, Map<String, Integer> lineOf) {
        String email = row.text(EMAIL).toLowerCase(Locale.ROOT);
        Integer earlier = email.isEmpty() ? null : lineOf.putIfAbsent(email, row.line());
        if (earlier != null) {
            row.fault(EMAIL, "stands in line %d already".formatted(earlier));
        }
    }
}
