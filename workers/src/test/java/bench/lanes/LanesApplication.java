package bench.lanes;

import io.backstitch.Application;
import io.backstitch.model.Models;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** The application with the steps that are measured, in a process of its own. */
@Configuration(proxyBeanMethods = false)
@Import({LaneSteps.First.class, LaneSteps.Second.class, LaneSteps.Call.class, LaneSteps.CallInOne.class})
class LanesApplication {

    @Bean
    @Primary
    Models laneModels() {
        return new Models(LaneModel.files());
    }

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(Application.class, LanesApplication.class).run(arguments);
    }
}
