package io.backstitch.erasure;

import io.backstitch.tables.Store;
import io.backstitch.tables.TableOwner;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Every table, and in which way each of its columns can name a person. What no {@link TableOwner} declares is not erased: so a test compares it with the
 * database. Columns of numbers, times, and truth values need no word.
 */
@Component
class Stores {

    private final List<Store> all;

    Stores(List<TableOwner> owners) {
        all = owners.stream().flatMap(it -> it.stores().stream()).toList();
    }

    List<Store> all() {
        return all;
    }
}
