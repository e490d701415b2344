package jacobian.engine.cpu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One daemon thread of a [ThreadTeam]: waits for work, does its part, tells the caller.
///
/// `begun` and `ended` count runs and are each written by one side only; `claimed` is the last run whose part
/// somebody has taken: the worker, or the caller, who is done with its own part and finds that the worker has
/// not come yet. Whoever waits spins first, then announces that it parks and looks once more; the other side
/// writes its counter before it reads the announcement. All fields are volatile, so one of the two sees the
/// other and no wake-up is lost.
final class TeamWorker {
    /// How long a worker spins for the next work: longer than the gaps between and inside steps of training. A
    /// core that has gone to sleep comes back late, and on some systems to the wrong thread.
    private static final long WORKER_SPIN_NANOS = 1_000_000;

    /// The same while the JIT compiler wants the cores.
    private static final long SHORT_SPIN_NANOS = 20_000;

    /// How long a caller spins for a straggler before it parks: a wake-up costs about 50 microseconds.
    private static final long CALLER_SPIN_NANOS = 50_000;

    private static final ThreadTeam.Work IDLE = _ -> {};

    private static final VarHandle CLAIMED;

    static {
        try {
            CLAIMED = MethodHandles.lookup().findVarHandle(TeamWorker.class, "claimed", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int part;
    private final Thread thread;

    private volatile int begun;

    /// Taken by compare-and-set.
    @SuppressWarnings("unused")
    private volatile int claimed;

    private volatile boolean workerParks;
    private volatile int ended;
    private volatile @Nullable Thread callerParks;

    // Plain: published by the counters.
    private ThreadTeam.Work work = IDLE;
    private @Nullable Throwable failure;

    private TeamWorker(int part) {
        this.part = part;
        thread = new Thread(this::loop, "jacobian-worker-" + part);
        thread.setDaemon(true);
    }

    static TeamWorker start(int part) {
        var worker = new TeamWorker(part);
        worker.thread.start();
        return worker;
    }

    /// Called by the one caller that has leased the team.
    void begin(ThreadTeam.Work work) {
        this.work = work;
        begun++;
        if (workerParks) {
            LockSupport.unpark(thread);
        }
    }

    /// Takes the part away from a worker that has not begun it; false if it has.
    boolean takeBack() {
        return CLAIMED.compareAndSet(this, begun - 1, begun);
    }

    /// Waits until the work is done; returns what it threw, or null. An interrupt neither ends the wait nor is
    /// lost.
    @Nullable
    Throwable await() {
        int target = begun;
        if (ended != target && !spunUntilEnded(target)) {
            parkUntilEnded(target);
        }
        var thrown = failure;
        failure = null;
        work = IDLE;
        return thrown;
    }

    private boolean spunUntilEnded(int target) {
        long start = System.nanoTime();
        do {
            for (int i = 0; i < 64; i++) {
                if (ended == target) {
                    return true;
                }
                Thread.onSpinWait();
            }
        } while (System.nanoTime() - start < CALLER_SPIN_NANOS);
        return false;
    }

    private void parkUntilEnded(int target) {
        boolean interrupted = false;
        callerParks = Thread.currentThread();
        while (ended != target) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        callerParks = null;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        for (int done = 0; ; ) {
            if (begun == done && !spunUntilBegun(done)) {
                parkUntilBegun(done);
            }
            done = begun;
            if (CLAIMED.compareAndSet(this, done - 1, done)) {
                try {
                    work.run(part);
                } catch (Throwable e) {
                    failure = e;
                }
                ended = done;
                LockSupport.unpark(callerParks);
            }
        }
    }

    private boolean spunUntilBegun(int done) {
        long start = System.nanoTime();
        do {
            for (int i = 0; i < 64; i++) {
                if (begun != done) {
                    return true;
                }
                Thread.onSpinWait();
            }
        } while (System.nanoTime() - start < (WarmUp.isBusy() ? SHORT_SPIN_NANOS : WORKER_SPIN_NANOS));
        return false;
    }

    private void parkUntilBegun(int done) {
        workerParks = true;
        while (begun == done) {
            LockSupport.park(this);
            Thread.interrupted();
        }
        workerParks = false;
    }
}
