package io.backstitch.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.tables.Leftover;
import io.backstitch.tables.RunRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing grows without an end, or somebody has decided that it does. */
@NeedsStack(Part.POSTGRES)
class EveryTableTest {

    private static final Path DECISION = Path.of("../docs/decisions/0029-retention.md");

    private final RetentionOnDatabase retention;

    EveryTableTest(RunningStack stack, @TempDir Path folder) {
        retention = new RetentionOnDatabase(stack, folder);
    }

    @Test
    void theDecisionSaysOfEachTableWhatEndsIt() throws IOException {
        try (retention) {
            String decision = Files.readString(DECISION);
            assertThat(tables())
                    .isNotEmpty()
                    .allSatisfy(table -> assertThat(decision).contains("`" + table + "`"));
        }
    }

    @Test
    void whatGoesIsThere() {
        try (retention) {
            RunTables tables = retention.get(RunTables.class);
            assertThat(tables())
                    .containsAll(Stream.concat(tables.archived().stream(), tables.deleted().stream())
                            .map(RunRows::table)
                            .toList())
                    .containsAll(retention.get(Leftovers.class).all().stream()
                            .map(Leftover::table)
                            .toList());
        }
    }

    private List<String> tables() {
        return retention.sql("""
                        SELECT table_name FROM information_schema.tables
                        WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND table_name <> 'flyway_schema_history'
                        """).query((row, number) -> row.getString(1)).list();
    }
}
