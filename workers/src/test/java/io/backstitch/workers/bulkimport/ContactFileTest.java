package io.backstitch.workers.bulkimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstitch.value.Email;
import io.backstitch.value.Name;
import io.backstitch.value.Phone;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** A file is taken whole, or refused with every line and field that is wrong. */
class ContactFileTest {

    private static final int MAX_ROWS = 10;

    private final ContactFile files = new ContactFile(new BulkImportSettings(DataSize.ofMegabytes(1), MAX_ROWS));

    @Test
    void readsContactsWithTheirLines() throws BadFile {
        assertThat(read("""
                \uFEFFName,EMAIL,phone
                "Lovelace, Ada", ada@example.org ,+44 20 7946 0000

                Grace,grace@example.org,
                """))
                .containsExactly(
                        contact(2, "Lovelace, Ada", "ada@example.org", "+44 20 7946 0000"),
                        contact(4, "Grace", "grace@example.org", ""));
    }

    @Test
    void doesWithoutPhones() throws BadFile {
        assertThat(read("email,name\nada@example.org,Ada\n")).containsExactly(contact(2, "Ada", "ada@example.org", ""));
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
        assertThat(faults("name,email\nAda\n"))
                .containsExactly("Line 2, email: is missing: the row has 1 fields, and the header 2");
    }

    @Test
    void refusesARowThatIsLongerOrShorterThanTheHeader() {
        assertThat(faults("""
                name,email,phone
                Lovelace, Ada,ada@example.org,
                Grace,grace@example.org
                """))
                .containsExactly(
                        "Line 2, email: must be an e-mail address such as ada@example.org, in plain letters",
                        "Line 2, phone: must be a phone number or empty",
                        "Line 2, row: has 4 fields, and the header 3; quote what has a comma",
                        "Line 3, phone: is missing: the row has 2 fields, and the header 3");
    }

    @Test
    void tellsBlanksThatAreNone() {
        assertThat(faults("""
                name,email,phone
                Ada\u00A0Lovelace,ada@example.org\u00A0,+44\u00A020
                \u3164,grace@example.org,
                """))
                .containsExactly(
                        "Line 2, email: has the character U+00A0, a blank that is none: write a plain one",
                        "Line 2, name: has the character U+00A0, a blank that is none: write a plain one",
                        "Line 2, phone: has the character U+00A0, a blank that is none: write a plain one",
                        "Line 3, name: has the character U+3164, which nobody sees; leave it out");
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
                .isThrownBy(() ->
                        files.read("name,email\nJürgen,j@example.org\n".getBytes(StandardCharsets.ISO_8859_1), null))
                .withMessage("The file is not UTF-8; write it in that, or declare its character set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-8", "ISO-8859-1", "windows-1252", "utf-16", "UTF-16LE"})
    void readsTheCharacterSetThatIsDeclared(String charset) throws BadFile {
        assertThat(files.read("name,email\nJürgen,j@example.org\n".getBytes(Charset.forName(charset)), charset))
                .containsExactly(contact(2, "Jürgen", "j@example.org", ""));
    }

    @Test
    void refusesACharacterSetThatIsNotTheFilesOrThatNobodyKnows() {
        byte[] file = "\uFEFFname,email\nJürgen,j@example.org\n".getBytes(StandardCharsets.UTF_8);

        assertThatExceptionOfType(BadFile.class)
                .isThrownBy(() -> files.read(file, "iso-8859-1"))
                .withMessage("The file begins as UTF-8, and declares another character set");
        assertThatExceptionOfType(BadFile.class)
                .isThrownBy(() -> files.read(file, "us-ascii"))
                .withMessageContaining("declares another");
        assertThatExceptionOfType(BadFile.class)
                .isThrownBy(() -> files.read(file, "klingon"))
                .withMessageContaining("declares a character set that is not taken here");
    }

    private static Contact contact(int line, String name, String email, String phone) {
        return new Contact(line, Name.of(name), Email.of(email), Phone.of(phone));
    }

    private List<Contact> read(String text) throws BadFile {
        return files.read(text.getBytes(StandardCharsets.UTF_8), null);
    }

    private List<String> faults(String text) {
        try {
            throw new AssertionError("The file was taken: " + read(text));
        } catch (BadFile e) {
            return e.faults().stream().map(BadFile.Fault::toString).toList();
        }
    }
}
