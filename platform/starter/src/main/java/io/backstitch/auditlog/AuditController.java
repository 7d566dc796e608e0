package io.backstitch.auditlog;

import io.backstitch.security.DoorRules;
import io.backstitch.value.Label;
import io.backstitch.value.Serial;
import io.backstitch.value.Word;
import io.backstitch.web.Listing;
import io.backstitch.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What auditors read; each time is on record. */
@RestController
@RequestMapping("/api/audit")
class AuditController {

    @Bean
    static DoorRules auditDoors() {
        return new DoorRules(DoorRules.role(
                "auditor",
                HttpMethod.GET,
                "/api/audit/export",
                "/api/audit/runs/*",
                "/api/audit/entries/*/proof",
                "/api/audit/keys"));
    }

    private static final String JSON_LINES = "application/jsonl";

    /**
     * What is on record about one run, in its order.
     *
     * @param seen what those who decided saw, and the proposals as they changed them, as far as entries name it
     * @param forms through which they saw it, as far as entries name the version
     * @param checkpoint the line of the newest checkpoint; null when nothing was signed
     */
    record RunAudit(
            String run,
            List<RunEvidence.Piece> entries,
            List<Snapshots.Seen> seen,
            List<Forms.Form> forms,
            @Nullable String checkpoint) {}

    /** The keys that signed, oldest first. */
    record PublicKeys(List<Keys.PublicKey> keys) {}

    private final Exports exports;
    private final RunEvidence evidence;
    private final Proofs proofs;
    private final Checkpoints checkpoints;
    private final StoredCheckpoints storedCheckpoints;
    private final Keys keys;
    private final Reads reads;
    private final AuditSettings settings;

    AuditController(
            Exports exports,
            RunEvidence evidence,
            Proofs proofs,
            Checkpoints checkpoints,
            StoredCheckpoints storedCheckpoints,
            Keys keys,
            Reads reads,
            AuditSettings settings) {
        this.exports = exports;
        this.evidence = evidence;
        this.proofs = proofs;
        this.checkpoints = checkpoints;
        this.storedCheckpoints = storedCheckpoints;
        this.keys = keys;
        this.reads = reads;
        this.settings = settings;
    }

    @Listing
    @GetMapping("/export")
    @Operation(
            summary = "Export the audit",
            description =
                    "JSON Lines, to be verified offline (docs/audit-export.md). from and to are numbers of entries, days in UTC or times, both included; without to: up to this very request. A checkpoint covers all of it, where there is a key. tenant makes sure that it is that tenant's audit")
    @ApiResponse(responseCode = "200", description = "The export; without its last line it was broken off")
    @ApiResponse(responseCode = "400", description = "There is no such range")
    @ApiResponse(responseCode = "404", description = "Nothing is on record in it, or it is another tenant's audit")
    void export(
            @RequestParam(defaultValue = "1") Label from,
            @RequestParam @Nullable Label to,
            @RequestParam @Nullable Label tenant,
            Principal who,
            HttpServletResponse response) {
        Bound first = Bound.parse("from", from.text());
        Bound last = to == null ? null : Bound.parse("to", to.text());
        requireTenant(Word.textOf(tenant));
        reads.record(
                who.getName(), to == null ? Map.of("from", from.text()) : Map.of("from", from.text(), "to", to.text()));
        // So that all of it is signed, this very reading too: what comes meanwhile is for the next export.
        exports.write(first, last, checkpoints.cover(), () -> {
            response.setContentType(JSON_LINES);
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit.jsonl\"");
            return new BufferedOutputStream(response.getOutputStream(), 1 << 16);
        });
    }

    private void requireTenant(@Nullable String tenant) {
        if (tenant != null && !tenant.equals(settings.tenant())) {
            throw new Problem(
                    HttpStatus.NOT_FOUND,
                    "The audit of tenant %s is not kept here, but that of %s".formatted(tenant, settings.tenant()));
        }
    }

    @Listing
    @GetMapping("/runs/{run}")
    @Operation(
            summary = "What is on record about a run",
            description = "At most 1000 entries, with the names of people, what those who decided saw, and the forms")
    @ApiResponse(responseCode = "404", description = "Nothing is on record about it")
    RunAudit run(@PathVariable("run") Label named, Principal who) {
        String run = named.text();
        reads.record(who.getName(), Map.of("run", run));
        RunEvidence.Evidence found = evidence.of(run);
        if (found.entries().isEmpty()) {
            throw new Problem(HttpStatus.NOT_FOUND, "Nothing is on record about a run %s".formatted(run));
        }
        return new RunAudit(
                run,
                found.entries(),
                found.seen(),
                found.forms(),
                storedCheckpoints.last().orElse(null));
    }

    @Listing
    @GetMapping(value = "/entries/{seq}/proof", produces = JSON_LINES)
    @Operation(
            summary = "Prove one entry",
            description =
                    "The entry, the way to the root of the tree, and the checkpoint that signed it: three lines of JSON, to be verified offline (docs/audit-export.md)")
    @ApiResponse(responseCode = "404", description = "There is no such entry")
    @ApiResponse(responseCode = "409", description = "No checkpoint covers it yet, or entries before it are missing")
    String proof(@PathVariable Serial seq, Principal who) {
        reads.record(who.getName(), Map.of("proof", seq.toString()));
        return proofs.of(seq.value());
    }

    @GetMapping("/keys")
    @Operation(
            summary = "The public keys that signed the audit",
            description = "Keep them elsewhere: who can change the audit can change this answer")
    PublicKeys keys() {
        return new PublicKeys(keys.list());
    }
}
