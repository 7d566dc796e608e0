package io.backstitch.auditlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.audit.Pseudonym;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names are kept beside the chain, and can be erased. */
@NeedsStack(Part.POSTGRES)
class PseudonymsTest {

    private final AuditOnDatabase audit;
    private final People people;
    /** Nobody else's: the names of all tests are in one table. */
    private final String name;

    PseudonymsTest(RunningStack stack) {
        audit = new AuditOnDatabase(stack, Map.of());
        people = audit.get(People.class);
        name = "person-of-" + audit.tenant;
    }

    @AfterEach
    void close() {
        audit.close();
    }

    @Test
    void aPersonHasOnePseudonym() {
        Pseudonym pseudonym = people.pseudonym(name);

        assertThat(people.pseudonym(name)).isEqualTo(pseudonym);
        assertThat(people.named(pseudonym)).isEqualTo(new People.Named(pseudonym.id(), People.Knowledge.KNOWN, name));
    }

    @Test
    void nothingIsLeftOfAnErasedPersonButThePseudonym() {
        Pseudonym pseudonym = people.pseudonym(name);

        people.forget(name);

        assertThat(people.know(name)).isFalse();
        assertThat(people.named(pseudonym)).isEqualTo(new People.Named(pseudonym.id(), People.Knowledge.ERASED, null));
        assertThat(audit.sql("SELECT count(*) FROM audit_person WHERE id = ? AND salt IS NULL AND value IS NULL")
                        .param(pseudonym.id())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(people.pseudonym(name)).isNotEqualTo(pseudonym);
    }

    @Test
    void forgettingWhomNobodyKnowsChangesNothing() {
        String other = "other-" + name;
        people.pseudonym(other);

        people.forget(name);

        assertThat(people.know(other)).isTrue();
        assertThat(people.know(name)).isFalse();
    }

    @Test
    void doesNotBelieveANameThatWasPutInTheOthersPlace() {
        Pseudonym pseudonym = people.pseudonym(name);
        audit.sql("UPDATE audit_person SET value = value || '-not' WHERE id = ?")
                .param(pseudonym.id())
                .update();

        assertThat(people.named(pseudonym).knowledge()).isEqualTo(People.Knowledge.CHANGED);
        assertThat(people.named(pseudonym).name()).isNull();
    }
}
