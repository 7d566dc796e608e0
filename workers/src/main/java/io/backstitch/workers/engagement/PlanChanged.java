package io.backstitch.workers.engagement;

import io.backstitch.intake.Door;
import io.backstitch.intake.MovableDate;
import io.backstitch.job.Tells;
import io.backstitch.value.Name;
import io.backstitch.value.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A project is planned, or planned anew; whichever door tells of it. */
@Component
@Tells(
        messages = {"engagement.requested", Engagement.CHANGED},
        variables = PlanChanged.Announcement.class)
class PlanChanged implements MovableDate<PlanChange> {

    /** What a run is told. */
    record Announcement(String project, Plan announced) {}

    record Plan(int version, String startDate, List<String> people) {}

    @Override
    public String process() {
        return Engagement.PROCESS;
    }

    @Override
    public String name() {
        return Engagement.CHANGED;
    }

    @Override
    public Class<PlanChange> type() {
        return PlanChange.class;
    }

    @Override
    public Set<Door> doors() {
        return Set.of(Door.API, Door.WEBHOOK, Door.TOPIC, Door.RECONCILIATION);
    }

    @Override
    public String subject(PlanChange change) {
        return change.project().text();
    }

    @Override
    public boolean starts() {
        return true;
    }

    /** Whole seconds: the engine's timers are no finer than that. */
    @Override
    public Announcement variables(PlanChange change, String requester) {
        String startDate = change.startDate().truncatedTo(ChronoUnit.SECONDS).toString();
        List<String> people = change.people().stream().map(Name::text).toList();
        return new Announcement(
                change.project().text(), new Plan(change.version().value(), startDate, people));
    }

    /** With the version that is known, so that the next plan of those who plan counts again. */
    @Override
    public PlanChange moved(List<JsonNode> told, Instant date) {
        Announcement known = told.stream()
                .map(variables -> JsonMapper.shared().treeToValue(variables, Announcement.class))
                .max(Comparator.comparingInt(it -> it.announced().version()))
                .orElseThrow();
        return new PlanChange(
                Name.known(known.project()),
                Version.of(known.announced().version()),
                date,
                known.announced().people().stream().map(Name::known).toList());
    }
}
