package io.backstitch.job;

import io.backstitch.start.StartRefused;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Stops the start, before anything is done, over open runs that hold what this version does not read for certain: with a list. Nothing is changed. */
@Component
class OpenShapes implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(OpenShapes.class);

    private final StoredEffects stored;
    private final ShapesSettings settings;

    OpenShapes(JdbcClient jdbc, TransactionTemplate transaction, EffectCatalogue catalogue, ShapesSettings settings) {
        this.stored = new StoredEffects(
                jdbc,
                transaction,
                catalogue.all().stream().collect(Collectors.toMap(DeclaredEffect::type, DeclaredEffect::shapes)));
        this.settings = settings;
    }

    /** Before the first job is taken. */
    @Override
    public void afterSingletonsInstantiated() {
        List<String> unread = unread();
        if (unread.isEmpty()) {
            return;
        }
        String list = StoredEffects.told(unread);
        if (settings.refuseStart()) {
            throw new StartRefused(
                    list,
                    "Declare an @Upgrade, or deploy the version that wrote them until these runs have ended; backstitch.shapes.refuse-start=false starts all the same, and each such step is a dead letter.");
        }
        log.error(list);
    }

    List<String> unread() {
        return stored.unread();
    }
}
