package io.backstitch.job;

import io.backstitch.compensation.EffectCall;
import io.backstitch.compensation.Precondition;
import io.backstitch.intake.AcceptedVariables;
import java.sql.Connection;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@link AsAccepted}, and holds requests to it. */
@Component
class AcceptedRequests implements EffectPreconditions {

    private final AcceptedVariables variables;
    private final JsonMapper json;

    AcceptedRequests(AcceptedVariables variables, JsonMapper json) {
        this.variables = variables;
        this.json = json;
    }

    @Override
    public Optional<Precondition> of(Class<?> worker, Class<?> request) {
        AsAccepted declared = AnnotationUtils.findAnnotation(worker, AsAccepted.class);
        if (declared == null) {
            return Optional.empty();
        }
        BadDeclaration.requireComponents(worker, request, Arrays.stream(declared.value()), "what the door took");
        return Optional.of((connection, call) -> violatedBy(connection, call, declared.value()));
    }

    /** The values themselves stay in the ledger and in the run. */
    private Optional<String> violatedBy(Connection connection, EffectCall call, String[] names) {
        JsonNode request = json.readTree(call.request());
        JsonNode accepted =
                variables.of(JdbcClient.create(new SingleConnectionDataSource(connection, true)), call.saga());
        return Arrays.stream(names)
                .filter(name -> !request.path(name).equals(accepted.path(name)))
                .findFirst()
                .map(name -> "%s is not as the door took it that began %s".formatted(name, call.saga()));
    }
}
