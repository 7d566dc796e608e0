package bench.saga;

import io.backstitch.model.Models;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Four effects that do nothing outside: what is left is what we cost. */
@TestConfiguration(proxyBeanMethods = false)
class BenchEffects {

    @Bean
    Stopwatch stopwatch() {
        return new Stopwatch();
    }

    @Bean
    @Primary
    Models benchModels() {
        return new Models(BenchModel.ALL.stream().map(BenchModel::file).toList());
    }

    @Bean
    BenchSteps.One one(Stopwatch stopwatch) {
        return new BenchSteps.One(stopwatch);
    }

    @Bean
    BenchSteps.Two two(Stopwatch stopwatch) {
        return new BenchSteps.Two(stopwatch);
    }

    @Bean
    BenchSteps.Three three(Stopwatch stopwatch) {
        return new BenchSteps.Three(stopwatch);
    }

    @Bean
    BenchSteps.Four four(Stopwatch stopwatch) {
        return new BenchSteps.Four(stopwatch);
    }
}
