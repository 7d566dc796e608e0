package bench.lanes;

import io.backstitch.intake.Door;
import io.backstitch.intake.EventType;
import io.backstitch.intake.StartRequest;
import io.backstitch.workers.Application;
import java.util.Set;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The application with the steps that are measured, in a process of its own. */
@Configuration(proxyBeanMethods = false)
@Import({LaneSteps.First.class, LaneSteps.Second.class, LaneSteps.Call.class, LaneSteps.CallInOne.class})
class LanesApplication {

    @Bean
    EventType<?> burst() {
        return new Requested(LaneModel.BURST);
    }

    @Bean
    EventType<?> burstInOne() {
        return new Requested(LaneModel.BURST_IN_ONE);
    }

    /** What asks for a run of a burst. */
    record Burst(String number) {}

    private record Requested(LaneModel model) implements StartRequest<Burst> {
        @Override
        public String process() {
            return model.process();
        }

        @Override
        public Class<Burst> type() {
            return Burst.class;
        }

        @Override
        public Set<Door> doors() {
            return Set.of(Door.API);
        }

        @Override
        public Record variables(Burst request, String requester) {
            return request;
        }
    }

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(Application.class, LanesApplication.class).run(arguments);
    }
}
