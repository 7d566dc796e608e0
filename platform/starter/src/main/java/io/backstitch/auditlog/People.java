package io.backstitch.auditlog;

import io.backstitch.audit.PersonalData;
import io.backstitch.audit.Pseudonym;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The names of the people that the audit speaks of. They are kept beside the chain, which holds pseudonyms, and can be erased. A person has
 * the same pseudonym in all entries, so that it still shows which of them were one person's when the name is erased.
 */
@Component
public class People {

    private final JdbcClient jdbc;
    private final SecureRandom random = new SecureRandom();

    People(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What an entry holds in place of this name. The name is stored if it is new. */
    public Pseudonym pseudonym(String userName) {
        return find(userName).orElseGet(() -> add(userName));
    }

    private Pseudonym add(String userName) {
        PersonalData data = PersonalData.of(userName, random);
        jdbc.sql("INSERT INTO audit_person (id, salt, value) VALUES (?, ?, ?) ON CONFLICT (value) DO NOTHING")
                .params(data.id(), data.salt(), data.value())
                .update();
        // Who was first decides: another transaction may have added the same name.
        return find(userName).orElseThrow();
    }

    private Optional<Pseudonym> find(String userName) {
        return jdbc.sql("SELECT id, salt, value FROM audit_person WHERE value = ?")
                .param(userName)
                .query((row, number) -> data(row).pseudonym())
                .optional();
    }

    private static PersonalData data(ResultSet row) throws SQLException {
        return new PersonalData(row.getString("id"), row.getString("salt"), row.getString("value"));
    }

    /** Whether the audit knows the name. */
    public boolean know(String userName) {
        return find(userName).isPresent();
    }

    /**
     * Removes name and salt for ever, in the caller's transaction; entries that speak of the person stay valid. Nothing is left to tell who it was, also for us.
     * Whoever is not known stays so. If the person acts again, they get another pseudonym.
     */
    public void forget(String userName) {
        jdbc.sql("UPDATE audit_person SET salt = NULL, value = NULL WHERE value = ?")
                .param(userName)
                .update();
    }

    /** What is known of whom an entry names. */
    public enum Knowledge {
        KNOWN,
        /** The name was erased. */
        ERASED,
        /** What is stored is not what the entry was written with: somebody changed it. */
        CHANGED
    }

    /**
     * Whom a pseudonym means.
     *
     * @param name null unless it is known
     */
    public record Named(
            String id, Knowledge knowledge, @Nullable String name) {}

    /** Looks up whom an entry means; a name is returned only when the pseudonym proves it. */
    public Named named(Pseudonym pseudonym) {
        return jdbc.sql("SELECT id, salt, value FROM audit_person WHERE id = ?")
                .param(pseudonym.id())
                .query((row, number) -> named(pseudonym, row))
                .optional()
                .orElse(new Named(pseudonym.id(), Knowledge.CHANGED, null));
    }

    private static Named named(Pseudonym pseudonym, ResultSet row) throws SQLException {
        if (row.getString("value") == null) {
            return new Named(pseudonym.id(), Knowledge.ERASED, null);
        }
        return data(row).pseudonym().equals(pseudonym)
                ? new Named(pseudonym.id(), Knowledge.KNOWN, row.getString("value"))
                : new Named(pseudonym.id(), Knowledge.CHANGED, null);
    }
}
