package io.backstitch.records;

import io.backstitch.messaging.EngineRecords;
import io.backstitch.security.DoorRules;
import io.backstitch.security.Viewer;
import io.backstitch.value.Reason;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.security.Principal;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The door to the engine's records. */
@RestController
@RequestMapping("/api/records")
class RecordsController {

    @Bean
    static DoorRules recordDoors() {
        return new DoorRules(
                DoorRules.viewers(Viewer::all, HttpMethod.GET, "/api/records"),
                DoorRules.role("run-operator", HttpMethod.POST, "/api/records/rebuild"));
    }

    /** How far each partition of the engine was read. */
    record Read(List<EngineRecords.Partition> partitions) {}

    /**
     * Why a person has it done.
     *
     * @param reason for the record
     */
    record Why(Reason reason) {}

    private final EngineRecords records;
    private final RecordsRebuild rebuild;

    RecordsController(EngineRecords records, RecordsRebuild rebuild) {
        this.records = records;
        this.rebuild = rebuild;
    }

    @GetMapping
    @Operation(
            summary = "How far the engine's records were read",
            description = "During a rebuild a partition's position is behind what was told")
    Read read() {
        return new Read(records.partitions());
    }

    @PostMapping("/rebuild")
    @Operation(
            summary = "Make anew what was made of the engine's records",
            description =
                    "On record. Reads the records from the beginning of their topic, and forgets before what was made of them; what is older than the topic stays. Nobody is told anything twice")
    Read rebuild(@RequestBody @Valid Why why, Principal person) {
        rebuild.begin(person.getName(), why.reason().text());
        return read();
    }
}
