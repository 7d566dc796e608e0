package io.backstitch.stack.component;

import io.backstitch.stack.Part;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** All components of one stack. */
public final class Components {
    private final Map<Part, Component> byPart = new EnumMap<>(Part.class);
    private final Application application;

    public Components(Site site) {
        application = new Application(site);
        add(new Postgres(site));
        add(new OpenSearch(site));
        add(new Keycloak(site));
        add(new Kafka(site));
        add(new Sandbox(site));
        add(new Zeebe(site));
        add(WebApplication.tasklist(site));
        add(WebApplication.operate(site));
        add(application);
    }

    private void add(Component component) {
        byPart.put(component.part(), component);
    }

    public Component of(Part part) {
        return Objects.requireNonNull(byPart.get(part), part.label());
    }

    public Application application() {
        return application;
    }
}
