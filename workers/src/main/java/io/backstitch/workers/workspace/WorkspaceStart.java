package io.backstitch.workers.workspace;

import io.backstitch.intake.Door;
import io.backstitch.intake.StartRequest;
import io.backstitch.job.Tells;
import java.util.Set;
import org.springframework.stereotype.Component;

/** How a workspace is asked for, whichever door the request comes through. */
@Component
@Tells(messages = "workspace.requested", variables = WorkspaceRequest.class)
class WorkspaceStart implements StartRequest<WorkspaceRequest> {

    @Override
    public String process() {
        return Workspace.PROCESS;
    }

    @Override
    public Class<WorkspaceRequest> type() {
        return WorkspaceRequest.class;
    }

    @Override
    public Set<Door> doors() {
        return Set.of(Door.API, Door.WEBHOOK, Door.TOPIC, Door.SCHEDULE);
    }

    @Override
    public WorkspaceRequest variables(WorkspaceRequest request, String requester) {
        return request;
    }
}
