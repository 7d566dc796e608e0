package io.backstitch.workers.searchindex;

import io.backstitch.compensation.Attempt;
import io.backstitch.compensation.Recovery;
import io.backstitch.job.BusinessNo;
import io.backstitch.job.CompensableEffect;
import io.backstitch.job.CompensatedBy;
import io.backstitch.job.EffectWorker;
import io.backstitch.job.WhenExhausted;
import io.backstitch.workers.objects.ObjectsClient;
import org.jspecify.annotations.Nullable;

/** Puts a project's documents into its index: twice is the same as once. Undone by taking them out. */
@EffectWorker(
        jobType = "searchindex.index-documents",
        lane = "automation",
        does = "Indexes the documents",
        partner = "objects",
        recovery = Recovery.REPEATABLE,
        retry = "search-index",
        whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
@CompensatedBy(jobType = "searchindex.remove-documents", recovery = Recovery.REPEATABLE, retry = "search-index")
class IndexDocuments implements CompensableEffect<IndexDocuments.Request, IndexDocuments.Receipt> {

    record Request(String indexId, String title) {}

    record Receipt(String documents) {}

    private static final String KIND = "documents";

    private final ObjectsClient search;

    IndexDocuments(ObjectsClient search) {
        this.search = search;
    }

    @Override
    public Receipt perform(Request request, Attempt attempt) throws BusinessNo {
        search.put(KIND, request.indexId(), attempt.key(), request, SearchIndex.REFUSED);
        return new Receipt(request.indexId());
    }

    @Override
    public void undo(Request request, @Nullable Receipt receipt, Attempt attempt) {
        search.delete(KIND, request.indexId(), attempt.key());
    }
}
