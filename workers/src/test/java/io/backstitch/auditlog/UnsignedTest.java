package io.backstitch.auditlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.audit.Report;
import io.backstitch.audit.SigningKey;
import io.backstitch.audit.Verifier;
import io.backstitch.logs.CapturedLog;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Without a key the application works and says what that means. */
@NeedsStack(Part.POSTGRES)
@ExtendWith(CapturedLog.Extension.class)
class UnsignedTest {

    @Test
    void warnsSignsNothingAndExportsWhatNobodyVouchesFor(RunningStack stack, CapturedLog log) throws IOException {
        try (AuditOnDatabase audit = new AuditOnDatabase(stack, Map.of("backstitch.audit.signing-key", ""))) {
            assertThat(log.getAll()).contains("The audit is not signed: BACKSTITCH_AUDIT_SIGNING_KEY is not set");
            audit.append("order/1");
            assertThat(audit.numbers()).containsExactly(1L);

            audit.get(Checkpoints.class).sign();

            assertThat(audit.get(StoredCheckpoints.class).lastSize()).isZero();
            assertThat(audit.get(StoredCheckpoints.class).last()).isEmpty();
            Report report = verified(audit);
            assertThat(report.findings()).isEmpty();
            assertThat(report.unsigned()).isEqualTo(1);
            assertThat(report.verdict()).isEqualTo(Report.Verdict.NOT_VERIFIED);
        }
    }

    private static Report verified(AuditOnDatabase audit) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        audit.get(Exports.class).write(new Bound.At(1), null, () -> out);
        return new Verifier(List.of(SigningKey.generate().verification()), List.of(), false)
                .verify(new ByteArrayInputStream(out.toByteArray()));
    }
}
