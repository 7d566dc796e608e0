package io.backstitch.bulkimport;

import io.backstitch.web.BodyLimit;
import io.backstitch.web.Storable;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Reads a file of contacts: CSV in UTF-8 with the columns {@code name}, {@code email} and, if wanted, {@code phone}. All of it
 * is good, or none of it is taken: {@link BadFile} names every line and field that is wrong.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
@Component
class ContactFile {

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

    private final Validator validator;
    private final BulkImportSettings settings;

    ContactFile(Validator validator, BulkImportSettings settings) {
        this.validator = validator;
        this.settings = settings;
    }

    List<Contact> read(byte[] file) throws BadFile {
        try (CSVParser rows = CSVParser.parse(text(file), FORMAT)) {
            requireColumn(rows, "name");
            requireColumn(rows, "email");
            return checked(contacts(rows));
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new BadFile(
                    BadFile.Fault.ofFile(
                            "is not a CSV file: one line for each contact, commas between, quotes that are closed, each column once"));
        }
    }

    private static String text(byte[] file) throws BadFile {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new BadFile(BadFile.Fault.ofFile("is not UTF-8"));
        }
    }

    private static void requireColumn(CSVParser rows, String name) throws BadFile {
        if (!rows.getHeaderMap().containsKey(name)) {
            throw new BadFile(new BadFile.Fault(1, name, "is missing in the header; it must be name,email,phone"));
        }
    }

    private List<Contact> contacts(CSVParser rows) throws BadFile {
        List<Contact> contacts = new ArrayList<>();
        for (CSVRecord row : rows) {
            if (contacts.size() == settings.maxRows()) {
                throw new BadFile(BadFile.Fault.ofFile("has more than %d contacts".formatted(settings.maxRows())));
            }
            int line = Math.toIntExact(rows.getCurrentLineNumber());
            contacts.add(new Contact(line, field(row, "name"), field(row, "email"), field(row, "phone")));
        }
        return contacts;
    }

    private static String field(CSVRecord row, String name) {
        return row.isSet(name) ? row.get(name) : "";
    }

    private static void requireStorable(Contact contact, List<BadFile.Fault> faults) {
        Map.of("name", contact.name(), "email", contact.email(), "phone", contact.phone())
                .forEach((field, text) -> {
                    String fault = Storable.fault(text);
                    if (fault != null) {
                        faults.add(new BadFile.Fault(contact.line(), field, fault));
                    }
                });
    }

    private List<Contact> checked(List<Contact> contacts) throws BadFile {
        List<BadFile.Fault> faults = new ArrayList<>();
        Map<String, Integer> lineOf = new HashMap<>();
        for (Contact contact : contacts) {
            requireStorable(contact, faults);
            validator
                    .validate(contact)
                    .forEach(fault -> faults.add(new BadFile.Fault(
                            contact.line(), fault.getPropertyPath().toString(), fault.getMessage())));
            Integer earlier = lineOf.putIfAbsent(contact.email().toLowerCase(Locale.ROOT), contact.line());
            if (earlier != null) {
                faults.add(new BadFile.Fault(contact.line(), "email", "stands in line %d already".formatted(earlier)));
            }
        }
        if (contacts.isEmpty()) {
            faults.add(BadFile.Fault.ofFile("has no contacts"));
        }
        if (!faults.isEmpty()) {
            throw new BadFile(faults);
        }
        return contacts;
    }
}
