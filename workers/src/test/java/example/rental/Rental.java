package example.rental;

import io.backstitch.compensation.Attempt;
import io.backstitch.compensation.Recovery;
import io.backstitch.job.BusinessNo;
import io.backstitch.job.CompensableEffect;
import io.backstitch.job.CompensatedBy;
import io.backstitch.job.Effect;
import io.backstitch.job.EffectWorker;
import io.backstitch.job.WhenExhausted;
import io.backstitch.model.ModelFile;
import io.backstitch.workers.objects.ObjectsClient;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;

/** The process rental: its model and its workers. All three steps create an object at the partner. */
@TestConfiguration(proxyBeanMethods = false)
@Import({Rental.ReserveCar.class, Rental.TakeDeposit.class, Rental.HandOverKeys.class})
class Rental {

    static final String PROCESS = "rental";
    private static final String REFUSED = "rental.keys-refused";

    /**
     * What a run starts with.
     *
     * @param turn the first: 1
     * @param turns how often it is tried
     */
    record Start(String car, int turn, int turns) {}

    record Request(String car) {}

    record Receipt(String object) {}

    @Bean
    ModelFile rentalModel() throws IOException {
        return new ModelFile(
                "processes/rental/rental.bpmn",
                new ClassPathResource("example/rental/rental.bpmn").getContentAsByteArray());
    }

    abstract static class Creates implements CompensableEffect<Request, Receipt>, Effect.Findable<Request, Receipt> {

        private final ObjectsClient partner;
        private final String kind;

        Creates(ObjectsClient partner, String kind) {
            this.partner = partner;
            this.kind = kind;
        }

        @Override
        public Receipt perform(Request request, Attempt attempt) throws BusinessNo {
            return new Receipt(partner.create(kind, attempt.key(), request, REFUSED));
        }

        @Override
        public Optional<Receipt> find(Request request, Attempt attempt) {
            return partner.find(kind, attempt.key()).map(Receipt::new);
        }

        @Override
        public void undo(Request request, @Nullable Receipt receipt, Attempt attempt) {
            if (receipt != null) {
                partner.delete(kind, receipt.object(), attempt.key());
            }
        }
    }

    @EffectWorker(
            jobType = "rental.reserve-car",
            lane = "system",
            does = "Reserves the car",
            partner = "objects",
            recovery = Recovery.ASK_PARTNER,
            retry = "external-api",
            whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
    @CompensatedBy(jobType = "rental.release-car", recovery = Recovery.REPEATABLE, retry = "external-api")
    static class ReserveCar extends Creates {
        ReserveCar(ObjectsClient partner) {
            super(partner, "cars");
        }
    }

    @EffectWorker(
            jobType = "rental.take-deposit",
            lane = "system",
            does = "Takes the deposit",
            partner = "objects",
            recovery = Recovery.ASK_PARTNER,
            retry = "external-api",
            whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
    @CompensatedBy(jobType = "rental.return-deposit", recovery = Recovery.REPEATABLE, retry = "external-api")
    static class TakeDeposit extends Creates {
        TakeDeposit(ObjectsClient partner) {
            super(partner, "deposits");
        }
    }

    @EffectWorker(
            jobType = "rental.hand-over-keys",
            lane = "system",
            does = "Hands over the keys",
            partner = "objects",
            recovery = Recovery.ASK_PARTNER,
            retry = "external-api",
            whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
    @CompensatedBy(jobType = "rental.collect-keys", recovery = Recovery.REPEATABLE, retry = "external-api")
    static class HandOverKeys extends Creates {
        HandOverKeys(ObjectsClient partner) {
            super(partner, "keys");
        }
    }
}
