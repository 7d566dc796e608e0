package io.backstitch.bulkimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

/** A file is taken whole, or refused with every line and field that is wrong. */
class ContactFileTest {

    private static final int MAX_ROWS = 10;

    @AutoClose
    private final ValidatorFactory validators = Validation.buildDefaultValidatorFactory();

    private final ContactFile files =
            new ContactFile(validators.getValidator(), new BulkImportSettings(DataSize.ofMegabytes(1), MAX_ROWS));

    @Test
    void readsContactsWithTheirLines() throws BadFile {
        assertThat(read("""
                \uFEFFName,EMAIL,phone
                "Lovelace, Ada", ada@example.org ,+44 20 7946 0000

                Grace,grace@example.org,
                """))
                .containsExactly(
                        new Contact(2, "Lovelace, Ada", "ada@example.org", "+44 20 7946 0000"),
                        new Contact(4, "Grace", "grace@example.org", ""));
    }

    @Test
    void doesWithoutPhones() throws BadFile {
        assertThat(read("email,name\nada@example.org,Ada\n"))
                .containsExactly(new Contact(2, "Ada", "ada@example.org", ""));
    }

    @Test
    void namesEveryLineAndFieldThatIsWrong() {
        assertThat(faults("""
                name,email,phone
                Ada,ada@example.org,
                ,grace,none
                Ada,ADA@example.org,
                """))
                .containsExactly(
                        "Line 3, email: must be an e-mail address such as ada@example.org, in plain letters",
                        "Line 3, name: must not be blank",
                        "Line 3, phone: must be a phone number or empty",
                        "Line 4, email: stands in line 2 already");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name,phone       | Line 1, email: is missing in the header
            email            | Line 1, name: is missing in the header
            name,email       | The file has no contacts
            name,email,email | The file is not a CSV file
            """)
    void saysWhatAFileLacks(String header, String sentence) {
        assertThat(faults(header + "\n")).singleElement().asString().startsWith(sentence);
    }

    @Test
    void refusesAnEmptyFile() {
        assertThat(faults("")).isNotEmpty();
    }

    @Test
    void refusesARowThatIsCutShort() {
        assertThat(faults("name,email\nAda\n")).containsExactly("Line 2, email: must not be blank");
    }

    @Test
    void refusesAQuoteThatNeverEnds() {
        assertThat(faults("name,email\n\"Ada,ada@example.org\n"))
                .singleElement()
                .asString()
                .startsWith("The file is not a CSV file");
    }

    @Test
    void refusesMoreThanItMayTake() {
        String rows = IntStream.rangeClosed(0, MAX_ROWS)
                .mapToObj(number -> "Contact,contact%d@example.org\n".formatted(number))
                .collect(Collectors.joining());

        assertThat(faults("name,email\n" + rows)).containsExactly("The file has more than 10 contacts");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThatExceptionOfType(BadFile.class)
                .isThrownBy(
                        () -> files.read("name,email\nJürgen,j@example.org\n".getBytes(StandardCharsets.ISO_8859_1)))
                .withMessage("The file is not UTF-8");
    }

    private List<Contact> read(String text) throws BadFile {
        return files.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> faults(String text) {
        try {
            throw new AssertionError("The file was taken: " + read(text));
        } catch (BadFile e) {
            return e.faults().stream().map(BadFile.Fault::toString).toList();
        }
    }
}
