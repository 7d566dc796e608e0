package io.backstitch.job;

import io.camunda.client.api.response.ActivatedJob;

/** The job that a pause belongs to. */
record PausedJob(long key, long processInstanceKey, String type) {

    static PausedJob of(ActivatedJob job) {
        return new PausedJob(job.getKey(), job.getProcessInstanceKey(), job.getType());
    }
}
