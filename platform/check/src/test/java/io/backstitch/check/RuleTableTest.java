package io.backstitch.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table of rules in docs/model-check.md is that of the code. It is written anew by
 * {@code ./mvnw test -pl check -Dtest=RuleTableTest -Dupdate-docs=true}.
 */
class RuleTableTest {

    private static final Path PAGE = Path.of("../../docs/model-check.md");
    private static final String HEAD = "| rule | why | what to do |\n|---|---|---|\n";

    @Test
    void thePageHasEveryRule() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf(HEAD);
        int end = page.indexOf("\n\n", start);
        String table = HEAD
                + ModelCheck.rules().stream()
                        .map(rule -> "| `%s` | %s | %s |".formatted(rule.id(), rule.why(), rule.whatToDo()))
                        .collect(Collectors.joining("\n"));
        if (Boolean.getBoolean("update-docs")) {
            page = page.substring(0, start) + table + page.substring(end);
            Files.writeString(PAGE, page);
        }

        assertThat(page).as("Write the table anew with -Dupdate-docs=true").contains(table + "\n\n");
    }
}
