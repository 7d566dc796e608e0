package io.backstitch.approval;

import io.backstitch.compensation.Precondition;
import io.backstitch.job.BadDeclaration;
import io.backstitch.job.EffectPreconditions;
import io.backstitch.job.NeedsApproval;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@link NeedsApproval}. */
@Component
class ApprovalPreconditions implements EffectPreconditions {

    private final JsonMapper json;

    ApprovalPreconditions(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Optional<Precondition> of(Class<?> worker, Class<?> request) {
        NeedsApproval declared = AnnotationUtils.findAnnotation(worker, NeedsApproval.class);
        if (declared == null) {
            return Optional.empty();
        }
        BadDeclaration.requireComponents(
                worker,
                request,
                Stream.concat(Stream.of(declared.amount()).filter(name -> !name.isEmpty()), Stream.of(declared.same())),
                "an approval");
        return Optional.of(new SealedApproval(declared, json));
    }
}
