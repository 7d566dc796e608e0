package io.backstitch.erasure;

import io.backstitch.audit.Pseudonym;
import io.backstitch.auditlog.Audited;
import io.backstitch.auditlog.Commands;
import io.backstitch.auditlog.People;
import io.backstitch.directory.Account;
import io.backstitch.directory.Directory;
import io.backstitch.directory.DirectoryAway;
import io.backstitch.web.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Erases persons: all tables and the entry that says so in one transaction, or nothing. In place of the person stands a pseudonym, the same everywhere and the one
 * that the audit's entries have, so that it still shows what was one person's. Twice is the same as once: what came meanwhile is erased too.
 *
 * <p>Nothing changes that something needs which goes on: then nobody is erased, and what it is is told. Keys and fingerprints stay, so that the same request is
 * known again.
 */
@Component
class Erasures {

    private static final Logger log = LoggerFactory.getLogger(Erasures.class);

    /** In front of the audit's pseudonym. No user name of Keycloak has capitals, as that has. */
    private static final String ERASED = "erased-";

    private final ObjectProvider<Directory> directories;
    private final Stores stores;
    private final People people;
    private final Commands audit;
    private final Sweep sweep;
    private final Stays stays;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Erasures(
            ObjectProvider<Directory> directories,
            Stores stores,
            People people,
            Commands audit,
            Sweep sweep,
            Stays stays,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.directories = directories;
        this.stores = stores;
        this.people = people;
        this.audit = audit;
        this.sweep = sweep;
        this.stays = stays;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * Who was erased.
     *
     * @param pseudonym in entries of the audit; behind {@code erased-} it stands in the tables; null when nothing was changed
     * @param erased by table and column: how many values were changed, or would be
     * @param stays what was not
     */
    record Erased(@Nullable String pseudonym, Map<String, Integer> erased, List<Stay> stays) {}

    /**
     * Erases a person, on record. It looks first, so that nobody waits for a row of somebody who cannot be erased, and changes then.
     *
     * @param also other names of the person, besides those that the directory knows
     * @param dryRun changes nothing, and says what would be
     * @param who the person who erases
     * @throws Problem when something goes on that needs the person, when nothing is left of them, or when the directory is away
     * @throws IllegalArgumentException when a name is too short, or the reason names the person
     */
    Erased erase(String person, Set<String> also, String reason, boolean dryRun, String who) {
        Whom whom = Whom.of(person, also, account(person));
        Names names = whom.replacedBy(ERASED);
        if (names.stand(reason)) {
            throw new IllegalArgumentException("The reason names the person, and would stay on record: say it without");
        }
        Findings looked = sweep(names, Sweep.Way.LOOK);
        if (looked.erased.isEmpty() && whom.names().stream().noneMatch(people::know)) {
            throw nothingLeft(looked, whom);
        }
        if (dryRun) {
            return new Erased(null, looked.erased, stays.of(looked, whom.account()));
        }
        Done done = transaction.execute(status -> change(whom, reason, who));
        log.info(
                "A person was erased: values were changed in {} columns",
                done.findings().erased.size());
        return new Erased(done.pseudonym().id(), done.findings().erased, stays.of(done.findings(), whom.account()));
    }

    private record Done(Pseudonym pseudonym, Findings findings) {}

    /** Null as well where this application knows no directory of people. */
    private @Nullable Account account(String person) {
        try {
            Directory directory = directories.getIfAvailable();
            return directory == null ? null : directory.account(person).orElse(null);
        } catch (DirectoryAway away) {
            log.warn("A person is not erased, since the directory does not say by which names they are known", away);
            throw new Problem(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "Keycloak does not answer, and knows by which names texts may name them; nothing was changed, try again");
        }
    }

    private Findings sweep(Names names, Sweep.Way way) {
        Findings findings = new Findings();
        stores.all().forEach(store -> sweep.through(store, names, way, findings));
        refuseOpen(findings);
        return findings;
    }

    private Done change(Whom whom, String reason, String who) {
        oneAtATime();
        Pseudonym pseudonym = people.pseudonym(whom.person());
        Findings findings = sweep(whom.replacedBy(ERASED + pseudonym.id()), Sweep.Way.CHANGE);
        record(pseudonym, findings, reason, who);
        whom.names().forEach(people::forget);
        return new Done(pseudonym, findings);
    }

    /** Two would wait for each other's rows, each in its order. */
    private void oneAtATime() {
        boolean mine = jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtext('backstitch.erasure'))")
                .query(Boolean.class)
                .single();
        if (!mine) {
            throw new Problem(
                    HttpStatus.CONFLICT, "Somebody else is erased at this moment; try again when that is done");
        }
    }

    private static void refuseOpen(Findings findings) {
        if (findings.opens() > 0) {
            String first = findings.open().stream()
                    .limit(5)
                    .map(Findings.Open::what)
                    .distinct()
                    .collect(Collectors.joining("; "));
            Problem problem = new Problem(
                    HttpStatus.CONFLICT,
                    "Nobody was erased, since %d things go on that need the person: %s%s. Let them end, or end them"
                            .formatted(findings.opens(), first, findings.opens() > 5 ? "; and others" : ""));
            problem.getBody().setProperty("open", findings.open());
            throw problem;
        }
    }

    private Problem nothingLeft(Findings findings, Whom whom) {
        Problem problem = new Problem(
                HttpStatus.NOT_FOUND, "Nothing is here of this name, or not any more, that could be erased");
        problem.getBody().setProperty("stays", stays.of(findings, whom.account()));
        return problem;
    }

    private void record(Pseudonym person, Findings findings, String reason, String who) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("person", person);
        body.put("reason", reason);
        body.put("erased", findings.erased);
        body.put("kept", findings.kept);
        audit.record(Audited.PERSON_ERASED, null, who, body);
    }
}
