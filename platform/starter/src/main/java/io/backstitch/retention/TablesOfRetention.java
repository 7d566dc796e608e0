package io.backstitch.retention;

import io.backstitch.tables.Kind;
import io.backstitch.tables.Store;
import io.backstitch.tables.TableOwner;
import java.util.List;
import org.springframework.stereotype.Component;

/** What is remembered of archived runs. */
@Component
class TablesOfRetention implements TableOwner {

    @Override
    public List<Store> stores() {
        return List.of(
                Store.of("run_archive").with(Kind.FREE, "process", "runs", "audit_hash", "manifest"),
                Store.of("run_archived").with(Kind.KEY, "id", "asked_by").with(Kind.FREE, "process"),
                Store.of("request_archived")
                        .with(Kind.KEY, "run", "asked_by")
                        .with(Kind.FREE, "process", "request", "fingerprint"), // hashes, as bytes
                Store.of("run_archive_aside")
                        .with(Kind.KEY, "run")
                        .with(Kind.TEXT, "why")
                        .with(Kind.FREE, "process"));
    }
}
