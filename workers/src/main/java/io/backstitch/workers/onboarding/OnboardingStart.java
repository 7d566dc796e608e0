package io.backstitch.workers.onboarding;

import io.backstitch.intake.Deadlines;
import io.backstitch.intake.Door;
import io.backstitch.intake.StartRequest;
import io.backstitch.job.Tells;
import java.util.Set;
import org.springframework.stereotype.Component;

/** How an onboarding is started, whichever door it comes through. */
@Component
@Tells(messages = "onboarding.requested", variables = OnboardingVariables.class)
class OnboardingStart implements StartRequest<OnboardingRequest> {

    private final Deadlines deadlines;

    OnboardingStart(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    @Override
    public String process() {
        return Onboarding.PROCESS;
    }

    @Override
    public Class<OnboardingRequest> type() {
        return OnboardingRequest.class;
    }

    @Override
    public Set<Door> doors() {
        return Set.of(Door.API, Door.WEBHOOK, Door.TOPIC, Door.SCHEDULE);
    }

    @Override
    public OnboardingVariables variables(OnboardingRequest request, String requester) {
        return OnboardingVariables.of(request, requester, deadlines);
    }
}
