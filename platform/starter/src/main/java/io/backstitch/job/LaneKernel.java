package io.backstitch.job;

/** The kernel as one lane has it: on the connections of that lane, and telling the engine over its client. */
record LaneKernel(
        Admission admission,
        Refusals refusals,
        EffectJobHandler effects,
        SagaJobHandler sagas,
        RecordJobHandler records,
        Failures failures,
        FailedJobs failedJobs,
        Jobs jobs) {}
