package jacobian.engine.cpu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A fixed number of threads that run one piece of work together: the caller is thread 0, daemon workers are the
/// others.
///
/// After a run a worker spins for at most a millisecond and then parks, so an idle team costs nothing. A caller
/// who is done with its own part also does those that no worker has begun, so a worker that comes late holds
/// nobody up. A run allocates nothing. A team serves one caller at a time: who comes while it is busy
/// (`predict` beside `fit`, a run inside a run) does all parts one after the other on its own thread, so
/// **parts must not wait for each other**.
public final class ThreadTeam {
    /// A piece of work in `size()` parts.
    @FunctionalInterface
    public interface Work {
        /// Does part `t`, `0 <= t < size()`, in any order and possibly at the same time as the others.
        void run(int t);
    }

    private static final VarHandle LEASED;

    static {
        try {
            LEASED = MethodHandles.lookup().findVarHandle(ThreadTeam.class, "leased", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final ConcurrentHashMap<Integer, ThreadTeam> TEAMS = new ConcurrentHashMap<>();

    private final TeamWorker[] workers;

    /// True while a caller has the team; taken by compare-and-set.
    @SuppressWarnings("unused")
    private volatile boolean leased;

    private ThreadTeam(int size) {
        workers = new TeamWorker[size - 1];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = TeamWorker.start(i + 1);
        }
    }

    /// The team of `size` threads, started at its first use and shared by all who ask for this size.
    ///
    /// @throws IllegalArgumentException if `size` is not positive
    public static ThreadTeam of(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("a thread team of " + size + " threads: needs at least 1");
        }
        return TEAMS.computeIfAbsent(size, ThreadTeam::new);
    }

    /// The team of as many threads as the system property `jacobian.threads` says, else as the machine has cores.
    ///
    /// @throws IllegalArgumentException if the property is not a positive number
    public static ThreadTeam standard() {
        var given = System.getProperty("jacobian.threads");
        if (given == null) {
            return of(Runtime.getRuntime().availableProcessors());
        }
        try {
            return of(Integer.parseInt(given.strip()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "jacobian.threads=" + given + ": needs a whole number of threads, at least 1", e);
        }
    }

    /// The first of `count` blocks that part `t` of `parts` owns; it owns those up to `firstBlock(count, t + 1,
    /// parts)`.
    public static long firstBlock(long count, int t, int parts) {
        return count * t / parts;
    }

    /// Number of threads, the caller included.
    public int size() {
        return workers.length + 1;
    }

    /// Runs `work.run(t)` for every `t` in `0..size()-1` and returns when all are done. What a part throws
    /// reaches the caller after all parts have ended; further exceptions are suppressed in the first.
    public void run(Work work) {
        if (workers.length == 0) {
            work.run(0);
        } else if (LEASED.compareAndSet(this, false, true)) {
            try {
                runTogether(work);
            } finally {
                leased = false;
            }
        } else {
            runAlone(work);
        }
    }

    private void runTogether(Work work) {
        for (TeamWorker worker : workers) {
            worker.begin(work);
        }
        var failure = part(work, 0);
        for (int i = 0; i < workers.length; i++) {
            var worker = workers[i];
            failure = merge(failure, worker.takeBack() ? part(work, i + 1) : worker.await());
        }
        rethrow(failure);
    }

    /// Does one part; returns what it throws.
    private static @Nullable Throwable part(Work work, int t) {
        try {
            work.run(t);
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    private void runAlone(Work work) {
        @Nullable Throwable failure = null;
        for (int t = 0; t < size(); t++) {
            failure = merge(failure, part(work, t));
        }
        rethrow(failure);
    }

    private static @Nullable Throwable merge(@Nullable Throwable first, @Nullable Throwable next) {
        if (first == null || next == null) {
            return first == null ? next : first;
        }
        if (first != next) {
            first.addSuppressed(next);
        }
        return first;
    }

    /// Throws `failure`, if there is one, as it is: checked exceptions cannot come out of [Work#run].
    private static void rethrow(@Nullable Throwable failure) {
        switch (failure) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }
}
