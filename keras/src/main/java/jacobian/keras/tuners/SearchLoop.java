package jacobian.keras.tuners;

import jacobian.keras.data.Dataset;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Runs the trials of a search, several at a time, and keeps what came of them.
///
/// Trials begin in the order of their numbers, one at a time, as what one has drawn decides what the next may
/// draw; they train side by side.
final class SearchLoop {
    /// So often a trial is drawn anew where its values were there before, as in KerasTuner.
    private static final int ATTEMPTS = 20;

    private final Map<String, Object> settings;
    private final Optional<Path> directory;
    private final WeightStore weights;
    private final Board board = new Board();
    private String experiment;
    private @Nullable Dataset data;
    private @Nullable Throwable lastFailure;
    private @Nullable Throwable broken;
    private volatile boolean stopped;

    SearchLoop(Map<String, Object> settings, Optional<Path> directory, List<TrialResult> trials, String experiment) {
        this.settings = settings;
        this.directory = directory;
        this.weights = new WeightStore(directory);
        this.experiment = experiment;
        trials.forEach(board::finish);
    }

    long seed() {
        return ((Number) Objects.requireNonNull(settings.get("seed"))).longValue();
    }

    WeightStore weights() {
        return weights;
    }

    Optional<Dataset> data() {
        return Optional.ofNullable(data);
    }

    synchronized List<TrialResult> trials() {
        return List.copyOf(board.results().values());
    }

    synchronized List<Tunable> space() {
        return board.space();
    }

    boolean isStopped() {
        return stopped;
    }

    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /// Runs what is left of `search`.
    void run(Search<?> search, TrialRun.Plan plan, int parallel) {
        stopped = false;
        data = plan.data();
        forgetLastFailures(search);
        Crew.work(parallel, () -> work(search, plan), this::stop);
        tellOfExperiment(search);
        var cause = broken;
        broken = null;
        switch (cause) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> {}
        }
        refuseFailures(search);
    }

    /// A search that ended by failures tries these trials again: what made them fail may be mended.
    private synchronized void forgetLastFailures(Search<?> search) {
        int last = board.failedInRow(search.maxConsecutiveFailedTrials(), Integer.MAX_VALUE);
        if (last >= 0) {
            var failed = board.results().headMap(last, true).descendingMap().entrySet().stream()
                    .takeWhile(each -> each.getValue().isFailed())
                    .map(Map.Entry::getKey)
                    .toList();
            failed.forEach(board.results()::remove);
        }
    }

    private void refuseFailures(Search<?> search) {
        int most = search.maxConsecutiveFailedTrials();
        int last;
        synchronized (this) {
            last = board.failedInRow(most, Integer.MAX_VALUE);
        }
        if (last >= 0) {
            var reason = Objects.requireNonNull(board.results().get(last)).reason();
            throw new IllegalStateException(
                    most + " trials in a row failed, the last one by: " + reason
                            + "\n  mend   that, or allow more of them by maxConsecutiveFailedTrials",
                    lastFailure);
        }
    }

    private void tellOfExperiment(Search<?> search) {
        if (search.logs().isPresent() && !board.space().isEmpty()) {
            experiment = search.logs().get().experiment(board.space(), search.objective(), experiment);
            save();
        }
    }

    /// What one worker does: trial after trial.
    private void work(Search<?> search, TrialRun.Plan plan) {
        try {
            var next = begin(search, plan);
            while (next.isPresent()) {
                var run = next.get();
                var result = run.run();
                end(search, run, result);
                next = begin(search, plan);
            }
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                broken = broken == null ? e : broken;
            }
            stop();
        }
    }

    /// The next trial, as soon as there is one; empty where no more come.
    private synchronized Optional<TrialRun> begin(Search<?> search, TrialRun.Plan plan) {
        while (!stopped && !Thread.currentThread().isInterrupted()) {
            var next = search.next(board);
            if (next.isPresent()) {
                var run = drawn(search, plan, next.get());
                if (run.isPresent()) {
                    board.begin(next.get().number(), run.get().trial().values());
                    board.note(run.get().trial().asked());
                    search.begun(run.get().trial());
                    return run;
                }
                board.endAt(next.get().number());
            } else if (board.running().isEmpty()) {
                return Optional.empty();
            } else {
                await();
            }
        }
        return Optional.empty();
    }

    private void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The trial with values that none before it has; empty where none are found.
    private Optional<TrialRun> drawn(Search<?> search, TrialRun.Plan plan, Assignment assignment) {
        for (int attempt = 0; attempt <= ATTEMPTS; attempt++) {
            var source = search.source(assignment, attempt, plan, board);
            if (source.isEmpty()) {
                break;
            }
            var run = new TrialRun(plan, assignment, source.get());
            boolean old = assignment.from().isPresent();
            if (old || board.isNew(assignment.number(), run.trial().values())) {
                return Optional.of(run);
            }
        }
        return Optional.empty();
    }

    private synchronized void end(Search<?> search, TrialRun run, Optional<TrialResult> result) {
        if (result.isEmpty() || !board.counts(run.trial().number())) {
            board.giveUp(run.trial().number());
            notifyAll();
            return;
        }
        board.note(run.trial().asked());
        board.finish(result.get());
        run.failure().ifPresent(each -> lastFailure = each);
        int last = board.failedInRow(search.maxConsecutiveFailedTrials(), firstPending(search));
        if (last >= 0) {
            // Also what ran beside it, as if it had not: one after the other they had never begun.
            board.results().tailMap(last, false).keySet().forEach(weights::remove);
            board.endAt(last + 1);
            stopped = true;
        }
        save();
        notifyAll();
        search.ended(result.get());
    }

    private int firstPending(Search<?> search) {
        var next = search.next(board).map(Assignment::number);
        int running = board.running().isEmpty() ? Integer.MAX_VALUE : Collections.min(board.running());
        return Math.min(running, next.orElse(Integer.MAX_VALUE));
    }

    private synchronized void save() {
        directory.ifPresent(folder -> new StateFile(settings, trials(), experiment).write(folder));
    }

    /// Threads that do the same work.
    static final class Crew {
        private Crew() {}

        /// Does `work` in `threads` threads, in this one if it is only one; an interruption calls `stop`.
        static void work(int threads, Runnable work, Runnable stop) {
            if (threads == 1) {
                work.run();
                return;
            }
            var crew = Collections.nCopies(threads, work).stream()
                    .map(each -> Thread.ofPlatform().name("search").daemon().start(each))
                    .toList();
            boolean interrupted = false;
            for (var thread : crew) {
                while (!join(thread)) {
                    interrupted = true;
                    stop.run();
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private static boolean join(Thread thread) {
            try {
                thread.join();
                return true;
            } catch (InterruptedException e) {
                return false;
            }
        }
    }
}
