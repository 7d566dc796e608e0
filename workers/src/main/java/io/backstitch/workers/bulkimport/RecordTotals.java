package io.backstitch.workers.bulkimport;

import io.backstitch.compensation.Attempt;
import io.backstitch.compensation.Recovery;
import io.backstitch.job.CompensableEffect;
import io.backstitch.job.CompensatedBy;
import io.backstitch.job.EffectWorker;
import io.backstitch.job.WhenExhausted;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Writes down how many contacts were created and how many were not; undone by taking the figures back. */
@EffectWorker(
        jobType = "bulkimport.record-totals",
        lane = "automation",
        does = "Records how many lines were imported",
        partner = "database",
        recovery = Recovery.IN_TRANSACTION,
        retry = "database-write",
        whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
@CompensatedBy(jobType = "bulkimport.discard-totals", recovery = Recovery.IN_TRANSACTION, retry = "database-write")
class RecordTotals implements CompensableEffect<RecordTotals.Request, RecordTotals.Receipt> {

    record Request(String businessId, int importedCount, int failedCount) {}

    record Receipt() {}

    @Override
    public Receipt perform(Request request, Attempt attempt) {
        jdbc(attempt)
                .sql("UPDATE bulkimport SET imported = ?, failed = ? WHERE run = ?")
                .params(request.importedCount(), request.failedCount(), request.businessId())
                .update();
        return new Receipt();
    }

    @Override
    public void undo(Request request, @Nullable Receipt receipt, Attempt attempt) {
        jdbc(attempt)
                .sql("UPDATE bulkimport SET imported = NULL, failed = NULL WHERE run = ?")
                .param(request.businessId())
                .update();
    }

    private static JdbcClient jdbc(Attempt attempt) {
        return JdbcClient.create(new SingleConnectionDataSource(attempt.requireTransaction(), true));
    }
}
