package io.backstitch.job;

import java.util.Map;
import org.springframework.context.support.GenericApplicationContext;

/** What there is of workers' declarations where there are no workers. */
public final class NoWorkers {

    private NoWorkers() {}

    /** Knows no effect. */
    public static GivenReceipts receipts() {
        try (GenericApplicationContext nobody = new GenericApplicationContext()) {
            nobody.refresh();
            return new GivenReceipts(new EffectCatalogue(
                    nobody,
                    new RetrySettings(Map.of()),
                    new Partners(Map.of()),
                    nobody.getBeanProvider(EffectPreconditions.class),
                    new StepJson()));
        }
    }
}
