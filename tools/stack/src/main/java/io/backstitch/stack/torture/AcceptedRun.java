package io.backstitch.stack.torture;

/** A request that was answered 202: from then on its run must be accounted for. */
record AcceptedRun(String id, Request request) {
    Story story() {
        return request.story();
    }
}
