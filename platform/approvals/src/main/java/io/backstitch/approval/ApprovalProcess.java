package io.backstitch.approval;

/** The words that the model and the code of the process {@code approval} share. */
final class ApprovalProcess {

    static final String ID = "approval";
    static final String WITHDRAWN_MESSAGE = "approval.withdrawn";
    static final String EXPIRED = "expired";
    static final String WITHDRAWN = "withdrawn";
    /** The run that asked was cancelled, or somebody ended the wait through the engine. */
    static final String CANCELLED = "cancelled";

    private ApprovalProcess() {}
}
