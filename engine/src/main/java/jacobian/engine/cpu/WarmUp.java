package jacobian.engine.cpu;

import java.util.ArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/// Has the JIT compiler make kernels fast before work depends on them: one daemon thread calls each of them on
/// a little memory of its own until it is. Until then, work is done some other way, to the same bits.
///
/// A kernel on the Vector API takes a thousand times as long before it is compiled as after. Between rounds the
/// thread rests as long as it has worked: the compiler needs the core more.
public final class WarmUp {
    /// A kernel on memory of its own.
    public interface Subject {
        /// Calls the kernel on the least work until [#INTERPRETED], then on more; `number` counts the calls.
        void call(int number);

        /// A call of usual size.
        void usual();

        /// What such a call takes at most once the kernel is compiled.
        long fastNanos();

        /// Uses the kernel from now on.
        void ready();

        /// What to do where the kernel is not fast after [#PATIENCE_NANOS]; true to go on calling it, now and
        /// then.
        boolean late();
    }

    /// Calls that are interpreted: C1 takes over after 200. From then on what counts for C2 is 600 calls and
    /// 15,000 turns of loops, so that 25 turns a call are the least work.
    public static final int INTERPRETED = 250;

    /// After so many calls C2 has what it needs; a few more now and then, in case it throws away what it made.
    private static final int ENOUGH_CALLS = 1_200;

    private static final int CALLS_WHILE_WAITING = 4;

    /// A kernel takes a few tenths of a second when the JIT compiler has nothing else to do.
    public static final long PATIENCE_NANOS = 5_000_000_000L;

    private static final long SLICE_NANOS = 1_000_000;
    private static final int CALLS = 50;
    private static final long LEAST_PAUSE_NANOS = 1_000_000;
    private static final long MOST_PAUSE_NANOS = 20_000_000;
    private static final long LATE_PAUSE_NANOS = 200_000_000;

    private static final LinkedBlockingQueue<Candidate> QUEUE = new LinkedBlockingQueue<>();
    private static boolean started;
    private static volatile boolean busy;

    private WarmUp() {}

    private static final class Candidate {
        final Subject subject;
        long since = System.nanoTime();
        int calls;
        boolean late;

        Candidate(Subject subject) {
            this.subject = subject;
        }

        /// One of three calls is fast enough: the others may have met something else on the core.
        private boolean isFast() {
            for (int i = 0; i < 3; i++) {
                long start = System.nanoTime();
                subject.usual();
                if (System.nanoTime() - start < subject.fastNanos()) {
                    return true;
                }
            }
            return false;
        }

        /// Some calls; true when there is nothing more to do.
        boolean isDone() {
            long start = System.nanoTime();
            int most = calls < ENOUGH_CALLS ? CALLS : CALLS_WHILE_WAITING;
            for (int i = 0; i < most && System.nanoTime() - start < SLICE_NANOS; i++) {
                subject.call(calls++);
            }
            if (isFast()) {
                subject.ready();
                return true;
            }
            // On a busy machine the time may be over before C2 has what it needs.
            if (!late && calls >= ENOUGH_CALLS && System.nanoTime() - since > PATIENCE_NANOS) {
                late = true;
                return !subject.late();
            }
            return false;
        }
    }

    /// Whether kernels are being warmed up, so that the JIT compiler wants a core; not for those that are late.
    public static boolean isBusy() {
        return busy;
    }

    /// Begins to warm up `subject`.
    public static void begin(Subject subject) {
        busy = true;
        QUEUE.add(new Candidate(subject));
        start();
    }

    private static synchronized void start() {
        if (!started) {
            started = true;
            Thread.ofPlatform().daemon().name("jacobian-warm-up").start(WarmUp::work);
        }
    }

    private static void work() {
        var candidates = new ArrayList<Candidate>();
        try {
            while (true) {
                QUEUE.drainTo(candidates);
                if (candidates.isEmpty()) {
                    candidates.add(QUEUE.take());
                }
                long start = System.nanoTime();
                candidates.removeIf(WarmUp::isDone);
                boolean allLate = areLate(candidates);
                busy = !QUEUE.isEmpty() || !allLate;
                long pause = allLate && !candidates.isEmpty()
                        ? LATE_PAUSE_NANOS
                        : Math.clamp(System.nanoTime() - start, LEAST_PAUSE_NANOS, MOST_PAUSE_NANOS);
                Thread.sleep(pause / 1_000_000, (int) (pause % 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A kernel that cannot be called is not used.
    private static boolean isDone(Candidate candidate) {
        try {
            return candidate.isDone();
        } catch (RuntimeException | LinkageError e) {
            System.getLogger("jacobian.engine").log(System.Logger.Level.WARNING, "a kernel is not used", e);
            return true;
        }
    }

    private static boolean areLate(ArrayList<Candidate> candidates) {
        for (int i = 0; i < candidates.size(); i++) {
            if (!candidates.get(i).late) {
                return false;
            }
        }
        return true;
    }
}
