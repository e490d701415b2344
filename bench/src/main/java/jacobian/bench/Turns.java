package jacobian.bench;

import jacobian.keras.callbacks.Callback;
import jacobian.keras.callbacks.Training;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/// Lets a training run an epoch at a time, and wait meanwhile for another one that does the same; notes what each
/// turn took. The last of a run's callbacks, so that a turn has in it what the others do.
final class Turns extends Callback {
    private static final int FOR_GOOD = 1_000_000;

    private final Semaphore own;
    private final Semaphore others;
    private long began;
    private long worked;

    final List<Taken> taken = new ArrayList<>();

    /// What a turn took, in nanoseconds.
    record Taken(long wall, long processor) {}

    /// @param own    what this training waits for
    /// @param others what the other one waits for
    Turns(Semaphore own, Semaphore others) {
        this.own = own;
        this.others = others;
    }

    /// Runs a training in turns; what happens after its last epoch belongs to its last turn. Then the other one waits
    /// no more, however this one has ended.
    void run(Runnable training) {
        begin();
        try {
            training.run();
        } finally {
            end();
            others.release(FOR_GOOD);
        }
    }

    @Override
    public void onEpochBegin(Training training, int epoch) {
        if (epoch > 0) {
            end();
            begin();
        }
    }

    private void begin() {
        own.acquireUninterruptibly();
        began = System.nanoTime();
        worked = processor();
    }

    private void end() {
        taken.add(new Taken(System.nanoTime() - began, processor() - worked));
        others.release();
    }

    /// Nanoseconds that the processor has worked for this process.
    private static long processor() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
    }
}
