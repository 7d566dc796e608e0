package io.backstitch.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.AllTables;
import io.backstitch.PartsOnDatabase;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.tables.Kind;
import io.backstitch.tables.Store;
import io.backstitch.tables.TableOwner;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** No table is forgotten when somebody is erased. */
@NeedsStack(Part.POSTGRES)
class StoresTest {

    @EnableAutoConfiguration
    @Import({Stores.class, AllTables.class})
    static class Tables {}

    private final JdbcClient database;
    private final Stores stores;

    StoresTest(RunningStack stack) {
        ConfigurableApplicationContext tables = PartsOnDatabase.forAllTests(stack, Tables.class);
        database = tables.getBean(JdbcClient.class);
        stores = tables.getBean(Stores.class);
    }

    /** A new column that is missing here is declared by its {@link TableOwner}: with the way in which it can name a person, or as free of persons. */
    @Test
    void declareEachColumnThatCanHoldAText() {
        assertThat(declared(stores.all().stream())).containsExactlyInAnyOrderElementsOf(PlantedNames.columns(database));
    }

    @Test
    void declareEachColumnOnce() {
        assertThat(declared(stores.all().stream())).doesNotHaveDuplicates();
        assertThat(stores.all()).extracting(Store::table).doesNotHaveDuplicates();
    }

    /** Arrays and JSON are read and written in their own ways. */
    @Test
    void declareTheKindThatFitsTheType() {
        List<String> arrays = PlantedNames.columns(database, "ARRAY");
        List<String> documents = PlantedNames.columns(database, "jsonb");
        List<String> bytes = PlantedNames.columns(database, "bytea");

        assertThat(arrays).containsAll(of(Kind.LOGINS));
        assertThat(documents).containsAll(of(Kind.JSON));
        assertThat(bytes).containsAll(of(Kind.BYTES)).containsAll(of(Kind.CHAIN_BYTES));
        assertThat(Stream.of(Kind.values())
                        .filter(kind -> !List.of(Kind.LOGINS, Kind.JSON, Kind.BYTES, Kind.CHAIN_BYTES, Kind.FREE)
                                .contains(kind))
                        .flatMap(kind -> of(kind).stream()))
                .doesNotContainAnyElementsOf(arrays)
                .doesNotContainAnyElementsOf(documents)
                .doesNotContainAnyElementsOf(bytes);
    }

    private List<String> of(Kind kind) {
        return declared(stores.all().stream()
                .map(store -> new Store(
                        store.table(),
                        store.label(),
                        store.open(),
                        store.columns().stream()
                                .filter(column -> column.kind() == kind)
                                .toList())));
    }

    private static List<String> declared(Stream<Store> stores) {
        return stores.flatMap(store -> store.columns().stream().map(column -> store.table() + "." + column.name()))
                .toList();
    }
}
