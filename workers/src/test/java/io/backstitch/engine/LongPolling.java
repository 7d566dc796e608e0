package io.backstitch.engine;

import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ActivateJobsRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.ActivateJobsResponse;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests for jobs wait until there may be some, as they do at the real engine. The one in memory answers at once, so that each type would
 * be asked for again and again: half of what tests on it cost, and a fifth of a second for each step.
 *
 * <p>A request is sent when the log has told something new of its type since the last one was sent, when the last answer had jobs, or
 * after the time that it gives the engine, {@value #LONGEST_MILLIS} ms at most: what is left of its deadline is for the answer. A request that
 * waits holds a virtual thread.
 */
final class LongPolling implements ClientInterceptor {

    /** So that what the news does not tell is not missed for long. */
    private static final long LONGEST_MILLIS = 5_000;

    private final JobNews news;
    /** What was known of a type when it was last asked for; nothing when there may be more than was answered. */
    private final Map<String, Long> asked = new ConcurrentHashMap<>();

    LongPolling(JobNews news) {
        this.news = news;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return method.getFullMethodName().endsWith("/ActivateJobs")
                ? new WaitingCall<>(() -> next.newCall(method, options))
                : next.newCall(method, options);
    }

    /** Makes the call. */
    @FunctionalInterface
    private interface Call<Q, A> {
        ClientCall<Q, A> make();
    }

    /** A call of one request; its answers come as they come. */
    private final class WaitingCall<Q, A> extends ClientCall<Q, A> {

        private final Call<Q, A> call;
        private @Nullable Listener<A> listener;
        private @Nullable Metadata headers;
        private int requested;
        /** Null while it waits. */
        private @Nullable ClientCall<Q, A> sent;

        private @Nullable Thread waiting;
        private boolean cancelled;

        WaitingCall(Call<Q, A> call) {
            this.call = call;
        }

        @Override
        public synchronized void start(Listener<A> responses, Metadata metadata) {
            listener = responses;
            headers = metadata;
        }

        @Override
        public synchronized void request(int messages) {
            if (sent == null) {
                requested += messages;
            } else {
                sent.request(messages);
            }
        }

        @Override
        public synchronized void sendMessage(Q request) {
            waiting = Thread.startVirtualThread(() -> sendWhenThereMayBeJobs(request));
        }

        private void sendWhenThereMayBeJobs(Q request) {
            ActivateJobsRequest asking = (ActivateJobsRequest) request;
            String type = asking.getType();
            try {
                news.await(type, asked.getOrDefault(type, -1L), longest(asking));
            } catch (InterruptedException e) {
                return; // cancelled
            }
            asked.put(type, news.of(type));
            send(request, type);
        }

        /** A request that names no time leaves it to the engine. */
        private static long longest(ActivateJobsRequest asking) {
            long own = asking.getRequestTimeout();
            return own > 0 ? Math.min(own, LONGEST_MILLIS) : LONGEST_MILLIS;
        }

        private synchronized void send(Q request, String type) {
            if (!cancelled && listener != null && headers != null) {
                sent = call.make();
                sent.start(forgetting(type, listener), headers);
                sent.request(requested);
                sent.sendMessage(request);
                sent.halfClose();
            }
        }

        /** Where jobs came there may be more, and the request that finds none is the one to wait. */
        private Listener<A> forgetting(String type, Listener<A> responses) {
            return new SimpleForwardingClientCallListener<>(responses) {
                @Override
                public void onMessage(A answer) {
                    if (((ActivateJobsResponse) answer).getJobsCount() > 0) {
                        asked.remove(type);
                    }
                    super.onMessage(answer);
                }

                @Override
                public void onClose(Status status, Metadata trailers) {
                    if (!status.isOk()) {
                        asked.remove(type);
                    }
                    super.onClose(status, trailers);
                }
            };
        }

        /** Comes with the request. */
        @Override
        public void halfClose() {}

        @Override
        public void cancel(@Nullable String message, @Nullable Throwable cause) {
            ClientCall<Q, A> toCancel;
            synchronized (this) {
                cancelled = true;
                toCancel = sent;
                if (waiting != null) {
                    waiting.interrupt();
                }
            }
            if (toCancel != null) {
                toCancel.cancel(message, cause);
            } else if (listener != null) {
                listener.onClose(Status.CANCELLED.withDescription(message).withCause(cause), new Metadata());
            }
        }
    }
}
