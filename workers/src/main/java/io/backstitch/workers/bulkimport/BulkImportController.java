package io.backstitch.workers.bulkimport;

import io.backstitch.intake.Deadlines;
import io.backstitch.intake.Runs;
import io.backstitch.intake.Sender;
import io.backstitch.intake.Started;
import io.backstitch.intake.Trigger;
import io.backstitch.job.Tells;
import io.backstitch.security.DoorRules;
import io.backstitch.security.Viewer;
import io.backstitch.value.Label;
import io.backstitch.value.RequestKey;
import io.backstitch.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** The door of the process bulkimport: takes files in, and tells their totals. */
@RestController
@Tells(messages = "bulkimport.requested", variables = BulkImportVariables.class)
class BulkImportController {

    @Bean
    static DoorRules bulkImportDoors() {
        return new DoorRules(
                DoorRules.role("bulkimport-requester", HttpMethod.POST, "/api/bulkimports"),
                DoorRules.role("bulkimport-requester", HttpMethod.GET, "/api/bulkimports/*"));
    }

    private static final int NAMED_FAULTS = 100;

    private final ContactFile files;
    private final BulkImports imports;
    private final BulkImportSettings settings;
    private final Deadlines deadlines;
    private final Runs runs;

    BulkImportController(
            ContactFile files, BulkImports imports, BulkImportSettings settings, Deadlines deadlines, Runs runs) {
        this.runs = runs;
        this.files = files;
        this.imports = imports;
        this.settings = settings;
        this.deadlines = deadlines;
    }

    @PostMapping(path = "/api/bulkimports", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(
            summary = "Import a file of contacts",
            description =
                    "CSV in UTF-8, or in the character set that its type declares, with the columns name, email, phone; as the part \"file\", or as the body with the type text/csv. Stored and answered at once. One Idempotency-Key is one run, for ever.")
    @ApiResponse(responseCode = "202", description = "Accepted, now or before; Location names the run")
    @ApiResponse(responseCode = "400", description = "The file is not good; errors name lines and fields")
    @ApiResponse(responseCode = "409", description = "The Idempotency-Key was used for another file")
    @ApiResponse(responseCode = "413", description = "The file is too large")
    ResponseEntity<Started> upload(
            @RequestHeader("Idempotency-Key") RequestKey idempotencyKey,
            @RequestPart("file") MultipartFile file,
            @RequestParam(required = false) @Nullable Duration escalateAfter,
            @RequestParam(required = false) @Nullable Duration expireAfter,
            @AuthenticationPrincipal Jwt token)
            throws IOException {
        return start(idempotencyKey, file.getInputStream(), file.getContentType(), escalateAfter, expireAfter, token);
    }

    @PostMapping(path = "/api/bulkimports", consumes = "text/csv")
    ResponseEntity<Started> post(
            @RequestHeader("Idempotency-Key") RequestKey idempotencyKey,
            InputStream file,
            @RequestHeader(HttpHeaders.CONTENT_TYPE) Label contentType,
            @RequestParam(required = false) @Nullable Duration escalateAfter,
            @RequestParam(required = false) @Nullable Duration expireAfter,
            @AuthenticationPrincipal Jwt token)
            throws IOException {
        return start(idempotencyKey, file, contentType.text(), escalateAfter, expireAfter, token);
    }

    @GetMapping("/api/bulkimports/{id}")
    @Operation(summary = "The totals of an import", description = "imported and failed are there once they are known.")
    @ApiResponse(responseCode = "404", description = "There is no such import that you may see")
    BulkImports.Totals totals(@PathVariable Label id, Authentication who) {
        return runs.find(id.text(), Viewer.of(who))
                .flatMap(run -> imports.totals(id.text()))
                .orElseThrow(() -> new Problem(
                        HttpStatus.NOT_FOUND,
                        "There is no import %s; Location named it when it was sent".formatted(id)));
    }

    private ResponseEntity<Started> start(
            RequestKey idempotencyKey,
            InputStream file,
            @Nullable String contentType,
            @Nullable Duration escalateAfter,
            @Nullable Duration expireAfter,
            Jwt token)
            throws IOException {
        List<Contact> contacts = contacts(file, charset(contentType));
        Trigger trigger = new Trigger(
                BulkImport.PROCESS,
                Sender.of(token),
                idempotencyKey.text(),
                BulkImportVariables.of(
                        contacts,
                        deadlines.asked("escalateAfter", escalateAfter),
                        deadlines.asked("expireAfter", expireAfter)));
        return Started.answer(imports.accept(trigger, contacts));
    }

    /** As it stands there: what nobody knows is for {@link CharacterSets} to refuse. */
    private static @Nullable String charset(@Nullable String contentType) {
        try {
            String charset = contentType == null
                    ? null
                    : MimeTypeUtils.parseMimeType(contentType).getParameter("charset");
            return charset == null ? null : charset.replace("\"", "");
        } catch (InvalidMimeTypeException e) {
            throw new Problem(HttpStatus.BAD_REQUEST, "The file declares a content type that nobody can read");
        }
    }

    private List<Contact> contacts(InputStream file, @Nullable String charset) throws IOException {
        int limit = Math.toIntExact(settings.maxSize().toBytes());
        byte[] bytes = file.readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw new Problem(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "A file may have %d bytes at most; split it and send the parts".formatted(limit));
        }
        try {
            return files.read(bytes, charset);
        } catch (BadFile e) {
            throw problem(e);
        }
    }

    private static Problem problem(BadFile bad) {
        Problem problem = new Problem(
                HttpStatus.BAD_REQUEST,
                "%s. Nothing was stored (faults: %d, see errors); correct the file and send it again"
                        .formatted(bad.getMessage(), bad.faults().size()));
        problem.getBody()
                .setProperty("errors", bad.faults().stream().limit(NAMED_FAULTS).toList());
        return problem;
    }
}
