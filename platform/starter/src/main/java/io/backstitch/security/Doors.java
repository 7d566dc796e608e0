package io.backstitch.security;

import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;

/** Holds each request to the one rule that names it. */
@Component
class Doors implements AuthorizationManager<RequestAuthorizationContext> {

    private static final Logger log = LoggerFactory.getLogger(Doors.class);
    private static final AuthorizationDecision DENIED = new AuthorizationDecision(false);

    private final List<DoorRules.Rule> rules;

    Doors(ObjectProvider<DoorRules> doors) {
        this.rules = doors.stream().flatMap(it -> it.rules().stream()).toList();
    }

    @Override
    public AuthorizationResult authorize(Supplier<? extends Authentication> who, RequestAuthorizationContext door) {
        List<DoorRules.Rule> naming = rules.stream()
                .filter(rule -> rule.requests().matches(door.getRequest()))
                .toList();
        if (naming.size() > 1) {
            log.error(
                    "{} {} is denied to everybody, since {} rules name it; see the beans of type DoorRules",
                    door.getRequest().getMethod(),
                    door.getRequest().getRequestURI(),
                    naming.size());
        }
        AuthorizationResult decided =
                naming.size() == 1 ? naming.getFirst().who().authorize(who, door) : DENIED;
        return decided == null ? DENIED : decided;
    }
}
