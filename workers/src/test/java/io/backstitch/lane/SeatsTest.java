package io.backstitch.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SeatsTest {

    @Test
    void letsNoMoreInThanThereAreThreads() throws Exception {
        Seats seats = new Seats(1);
        assertThat(seats.take()).isTrue();
        CompletableFuture<Boolean> next = takenLater(seats);
        await().until(() -> seats.waiting() == 1);
        assertThat(seats.utilisation()).isEqualTo(1);

        seats.leave();

        assertThat(next.join()).isTrue();
    }

    @Test
    void sendsBackThoseWhoWaitWhenTheLaneIsClosed() throws Exception {
        Seats seats = new Seats(1);
        assertThat(seats.take()).isTrue();
        CompletableFuture<Boolean> first = takenLater(seats);
        CompletableFuture<Boolean> second = takenLater(seats);
        await().until(() -> seats.waiting() == 2);

        seats.close();

        assertThat(first.join()).isFalse();
        assertThat(second.join()).isFalse();
        assertThat(seats.taken()).isEqualTo(1);
    }

    /** On a thread of its own: the common ones are few, and others need them. */
    private static CompletableFuture<Boolean> takenLater(Seats seats) {
        CompletableFuture<Boolean> taken = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                taken.complete(seats.take());
            } catch (InterruptedException e) {
                taken.completeExceptionally(e);
            }
        });
        return taken;
    }
}
