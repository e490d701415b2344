package jacobian.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadTeamTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void every_part_runs_once_in_each_run(int size) {
        var team = ThreadTeam.of(size);
        var count = new AtomicIntegerArray(size);
        for (int run = 1; run <= 2_000; run++) {
            team.run(count::incrementAndGet);
            for (int t = 0; t < size; t++) {
                assertThat(count.get(t)).isEqualTo(run);
            }
        }
    }

    @Test
    void the_caller_is_thread_zero_and_plain_writes_of_workers_are_seen() {
        var team = ThreadTeam.of(3);
        var threads = new Thread[3];
        team.run(t -> {
            threads[t] = Thread.currentThread();
            pause(100); // long enough for the workers to come
        });
        assertThat(threads[0]).isSameAs(Thread.currentThread());
        assertThat(threads).doesNotContainNull().doesNotHaveDuplicates();
        assertThat(threads[1].isDaemon()).isTrue();
    }

    @Test
    void the_caller_does_the_parts_of_workers_that_come_late() {
        var team = ThreadTeam.of(64);
        for (int run = 0; run < 200; run++) {
            var count = new AtomicIntegerArray(64);
            team.run(count::incrementAndGet);
            for (int t = 0; t < 64; t++) {
                assertThat(count.get(t)).isEqualTo(1);
            }
        }
    }

    private static void pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void workers_wake_up_after_they_have_parked() throws InterruptedException {
        var team = ThreadTeam.of(2);
        var count = new AtomicIntegerArray(2);
        for (int i = 0; i < 20; i++) {
            team.run(count::incrementAndGet);
            Thread.sleep(2);
        }
        assertThat(count.get(1)).isEqualTo(20);
    }

    @Test
    void what_a_worker_throws_reaches_the_caller_and_the_team_stays_usable() {
        var team = ThreadTeam.of(2);
        for (int failing = 0; failing < 2; failing++) {
            int guilty = failing;
            assertThatThrownBy(() -> team.run(t -> {
                        if (t == guilty) {
                            throw new IllegalArgumentException("part " + t);
                        }
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("part " + guilty);
        }
        var done = new boolean[2];
        team.run(t -> done[t] = true);
        assertThat(done).containsOnly(true);
    }

    @Test
    void all_failures_are_reported_the_first_part_first() {
        assertThatThrownBy(() -> ThreadTeam.of(3).run(t -> {
                    throw new IllegalStateException("part " + t);
                }))
                .hasMessage("part 0")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .containsExactly("part 1", "part 2"));
    }

    @Test
    void a_run_inside_a_run_does_all_parts_inline() {
        var team = ThreadTeam.of(2);
        var inner = new AtomicIntegerArray(2);
        team.run(t -> team.run(inner::incrementAndGet));
        assertThat(inner.get(0)).isEqualTo(2);
        assertThat(inner.get(1)).isEqualTo(2);
    }

    @Test
    void a_second_caller_does_not_wait_for_the_first() throws InterruptedException {
        var team = ThreadTeam.of(2);
        var entered = new CountDownLatch(2);
        var release = new CountDownLatch(1);
        var first = new Thread(() -> team.run(t -> {
            entered.countDown();
            awaitQuietly(release);
        }));
        first.start();
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        var threads = new Thread[2];
        team.run(t -> threads[t] = Thread.currentThread());
        assertThat(threads).containsOnly(Thread.currentThread());
        release.countDown();
        first.join();
    }

    @Test
    void an_interrupted_caller_waits_for_its_workers_and_stays_interrupted() {
        var done = new boolean[2];
        Thread.currentThread().interrupt();
        ThreadTeam.of(2).run(t -> {
            if (t == 1) {
                sleepIgnoringInterrupts();
            }
            done[t] = true;
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(done).containsOnly(true);
    }

    @Test
    void blocks_are_shared_without_gap_or_overlap() {
        for (long count : new long[] {0, 1, 2, 7, 100}) {
            for (int parts = 1; parts <= 5; parts++) {
                assertThat(ThreadTeam.firstBlock(count, 0, parts)).isZero();
                assertThat(ThreadTeam.firstBlock(count, parts, parts)).isEqualTo(count);
                for (int t = 0; t < parts; t++) {
                    long own = ThreadTeam.firstBlock(count, t + 1, parts) - ThreadTeam.firstBlock(count, t, parts);
                    assertThat(own).isBetween(count / parts, (count + parts - 1) / parts);
                }
            }
        }
    }

    @Test
    void refuses_a_team_of_nobody_and_a_property_that_is_no_number() {
        assertThatThrownBy(() -> ThreadTeam.of(0)).hasMessage("a thread team of 0 threads: needs at least 1");
        var before = System.getProperty("jacobian.threads");
        try {
            System.setProperty("jacobian.threads", "many");
            assertThatThrownBy(ThreadTeam::standard)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("jacobian.threads=many: needs a whole number of threads, at least 1");
            System.setProperty("jacobian.threads", "3");
            assertThat(ThreadTeam.standard().size()).isEqualTo(3);
        } finally {
            restore(before);
        }
    }

    private static void restore(String before) {
        if (before == null) {
            System.clearProperty("jacobian.threads");
        } else {
            System.setProperty("jacobian.threads", before);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleepIgnoringInterrupts() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
