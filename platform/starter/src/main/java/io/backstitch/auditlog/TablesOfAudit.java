package io.backstitch.auditlog;

import io.backstitch.tables.Kind;
import io.backstitch.tables.Owed;
import io.backstitch.tables.Store;
import io.backstitch.tables.TableOwner;
import java.util.List;
import org.springframework.stereotype.Component;

/** The audit. The names that it knows ({@code audit_person}) go by {@link People#forget}, since entries prove them. */
@Component
class TablesOfAudit implements TableOwner {

    @Override
    public List<Store> stores() {
        return List.of(
                Store.of("audit_entry")
                        .with(Kind.CHAIN_BYTES, "canonical")
                        .with(Kind.FREE, "tenant", "kind", "run", "hash"),
                Store.of("audit_pending").with(Kind.CHAIN, "body").with(Kind.FREE, "tenant", "kind", "run"),
                Store.of("audit_head").with(Kind.FREE, "tenant", "hash", "frontier"),
                Store.of("audit_checkpoint").with(Kind.FREE, "tenant", "line", "frontier"),
                Store.of("audit_key").with(Kind.FREE, "id", "public_key"),
                Store.of("audit_person").with(Kind.FREE, "id", "salt", "value"));
    }

    @Override
    public List<Owed> owed() {
        return List.of(new Owed("EXISTS (SELECT FROM audit_pending WHERE run = it.id)", "the audit is not complete"));
    }
}
