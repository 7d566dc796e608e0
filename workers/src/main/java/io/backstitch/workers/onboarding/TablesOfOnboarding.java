package io.backstitch.workers.onboarding;

import io.backstitch.tables.Kind;
import io.backstitch.tables.RunSql;
import io.backstitch.tables.Store;
import io.backstitch.tables.TableOwner;
import java.util.List;
import org.springframework.stereotype.Component;

/** The customers. */
@Component
class TablesOfOnboarding implements TableOwner {

    @Override
    public List<Store> stores() {
        return List.of(Store.of("customer")
                .labelled("'the customer ' || t.id")
                .openWhile(RunSql.goesOn("'onboarding/' || t.id"))
                .with(Kind.KEY, "id")
                .with(Kind.TEXT, "name", "email")
                .with(Kind.FREE, "plan", "state"));
    }
}
