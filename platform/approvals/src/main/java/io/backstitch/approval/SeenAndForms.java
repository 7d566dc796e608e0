package io.backstitch.approval;

import io.backstitch.auditlog.KeptBeside;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Hands the audit what approvers saw, and their forms. */
@Component
class SeenAndForms implements KeptBeside {

    private final JdbcClient jdbc;

    SeenAndForms(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Kept> seen(Collection<String> hashes) {
        return find("SELECT hash, content FROM approval_snapshot WHERE hash = ANY (?)", hashes);
    }

    @Override
    public List<Kept> forms(Collection<String> hashes) {
        return find("SELECT sha256, content FROM engine_form WHERE sha256 = ANY (?)", hashes);
    }

    private List<Kept> find(String question, Collection<String> hashes) {
        return jdbc.sql(question)
                .param(hashes.toArray(String[]::new))
                .query((row, number) -> new Kept(row.getString(1), row.getString(2)))
                .list();
    }
}
