package io.backstitch.compensation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<List<Integer>> groups = new CopyOnWriteArrayList<>();
    private final CountDownLatch leadersAreAtWork = new CountDownLatch(GroupCommit.LEADERS);
    private final CountDownLatch leadersMayEnd = new CountDownLatch(1);
    private final GroupCommit<Integer, String> commits = new GroupCommit<>(this::work);

    @AfterEach
    void stop() {
        threads.close();
    }

    @Test
    void carriesOutAloneWhatComesAlone() {
        leadersMayEnd.countDown();
        assertThat(commits.ask(0)).isEqualTo("did 0");
        assertThat(commits.ask(1)).isEqualTo("did 1");
        assertThat(groups).containsExactly(List.of(0), List.of(1));
    }

    @Test
    void carriesOutTogetherWhatComesWhileTheLeadersAreAtWork() throws Exception {
        List<Future<String>> answers = askWhileTheLeadersAreAtWork(1, 2, 3, 4);
        leadersMayEnd.countDown();
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get()).isEqualTo("did " + (i + 1));
        }
        assertThat(groups).hasSize(GroupCommit.LEADERS + 1);
        assertThat(groups.getLast()).containsExactlyInAnyOrder(1, 2, 3, 4);
    }

    @Test
    void oneThatIsRefusedDoesNoHarmToTheOthers() throws Exception {
        List<Future<String>> answers = askWhileTheLeadersAreAtWork(1, -2, 3);
        leadersMayEnd.countDown();
        assertThat(answers.get(0).get()).isEqualTo("did 1");
        assertThatThrownBy(answers.get(1)::get).hasRootCauseMessage("refused -2");
        assertThat(answers.get(2).get()).isEqualTo("did 3");
    }

    private List<Future<String>> askWhileTheLeadersAreAtWork(int... requests) throws InterruptedException {
        for (int i = 0; i < GroupCommit.LEADERS; i++) {
            var unused = threads.submit(() -> commits.ask(0));
        }
        leadersAreAtWork.await();
        List<Future<String>> answers = IntStream.of(requests)
                .mapToObj(request -> threads.submit(() -> commits.ask(request)))
                .toList();
        while (commits.waiting() < requests.length) {
            Thread.onSpinWait();
        }
        return answers;
    }

    private List<String> work(List<Integer> requests) {
        groups.add(requests);
        leadersAreAtWork.countDown();
        try {
            leadersMayEnd.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        requests.stream().filter(request -> request < 0).findFirst().ifPresent(request -> {
            throw new IllegalArgumentException("refused " + request);
        });
        return requests.stream().map(request -> "did " + request).toList();
    }
}
