package io.backstitch.workers.expensedraft;

import io.backstitch.tables.Kind;
import io.backstitch.tables.Store;
import io.backstitch.tables.TableOwner;
import java.util.List;
import org.springframework.stereotype.Component;

/** What came of drafts. */
@Component
class TablesOfExpenseDraft implements TableOwner {

    @Override
    public List<Store> stores() {
        return List.of(Store.of("expense_draft_answer").with(Kind.TEXT, "note").with(Kind.FREE, "outcome"));
    }
}
