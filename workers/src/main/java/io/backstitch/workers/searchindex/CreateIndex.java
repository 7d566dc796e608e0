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

/** Creates the search index of a project, under the project's own id: twice is the same as once. Undone by dropping it. */
@EffectWorker(
        jobType = "searchindex.create-index",
        lane = "automation",
        does = "Creates the search index",
        partner = "objects",
        recovery = Recovery.REPEATABLE,
        retry = "search-index",
        whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
@CompensatedBy(jobType = "searchindex.drop-index", recovery = Recovery.REPEATABLE, retry = "search-index")
class CreateIndex implements CompensableEffect<CreateIndex.Request, CreateIndex.Receipt> {

    record Request(String projectId) {}

    record Receipt(String indexId) {}

    private static final String KIND = "indexes";

    private final ObjectsClient search;

    CreateIndex(ObjectsClient search) {
        this.search = search;
    }

    @Override
    public Receipt perform(Request request, Attempt attempt) throws BusinessNo {
        search.put(KIND, request.projectId(), attempt.key(), request, SearchIndex.REFUSED);
        return new Receipt(request.projectId());
    }

    @Override
    public void undo(Request request, @Nullable Receipt receipt, Attempt attempt) {
        search.delete(KIND, request.projectId(), attempt.key());
    }
}
