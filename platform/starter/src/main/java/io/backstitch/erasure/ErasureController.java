package io.backstitch.erasure;

import io.backstitch.security.DoorRules;
import io.backstitch.value.Mention;
import io.backstitch.value.Reason;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where privacy officers erase persons; each time is on record. */
@RestController
@RequestMapping("/api/audit/people/erasures")
class ErasureController {

    @Bean
    static DoorRules erasureDoors() {
        return new DoorRules(DoorRules.role("privacy-officer", HttpMethod.POST, "/api/audit/people/erasures"));
    }

    /**
     * Whom to erase.
     *
     * @param person the user name, as tokens have it; of who has no account, for instance the mail address
     * @param also by which other names texts may name them; what the directory knows need not be said
     * @param dryRun true: nothing is changed, and the answer says what would be
     */
    record Request(
            Mention person,
            @Size(max = 20) @Nullable Set<Mention> also,
            Reason reason,
            @Nullable Boolean dryRun) {}

    private final Erasures erasures;

    ErasureController(Erasures erasures) {
        this.erasures = erasures;
    }

    @PostMapping
    @Operation(
            summary = "Erase a person",
            description =
                    "Takes the person out of all our tables for ever, on record with the reason, and answers what stays elsewhere, and until when. Entries of the audit stay valid and say nothing about the person any more")
    @ApiResponse(responseCode = "200", description = "The person is gone, but for what stays")
    @ApiResponse(responseCode = "400", description = "A name is too short, or the reason names the person")
    @ApiResponse(
            responseCode = "404",
            description = "Nothing is here of the name, or not any more; stays says what of it cannot be erased")
    @ApiResponse(
            responseCode = "409",
            description = "Something goes on that needs the person, as open says; nothing was changed")
    Erasures.Erased erase(@RequestBody @Valid Request request, Principal who) {
        return erasures.erase(
                request.person().text().strip(),
                Objects.requireNonNullElse(request.also(), Set.<Mention>of()).stream()
                        .map(Mention::text)
                        .collect(Collectors.toSet()),
                request.reason().text(),
                Boolean.TRUE.equals(request.dryRun()),
                who.getName());
    }
}
