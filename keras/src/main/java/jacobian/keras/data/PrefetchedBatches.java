package jacobian.keras.data;

import java.lang.ref.Cleaner;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// Batches that a daemon thread reads ahead. It ends with the last batch, with [#close], or when this iteration
/// is no longer reachable; what goes wrong there is thrown here.
final class PrefetchedBatches implements Batches {
    private static final Cleaner CLEANER = Cleaner.create();

    /// What the reader hands over: a batch, the end, or what went wrong.
    private sealed interface Item {}

    private record Ready(Batch batch) implements Item {}

    private record End() implements Item {}

    private record Failed(Throwable cause) implements Item {}

    private final BlockingQueue<Item> queue;
    private final Cleaner.Cleanable reader;
    private @Nullable Item current;

    PrefetchedBatches(Batches source, int ahead) {
        var items = new ArrayBlockingQueue<Item>(ahead);
        this.queue = items;
        var thread = Thread.ofPlatform().daemon().name("jacobian-prefetch").start(() -> read(source, items));
        this.reader = CLEANER.register(this, thread::interrupt);
    }

    /// Runs on the reader's thread, and so must not know this object.
    private static void read(Batches source, BlockingQueue<Item> items) {
        try (source) {
            try {
                while (!Thread.interrupted() && source.hasNext()) {
                    items.put(new Ready(source.next()));
                }
                items.put(new End());
            } catch (RuntimeException | Error e) {
                items.put(new Failed(e));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean hasNext() {
        if (current == null) {
            current = take();
        }
        return switch (current) {
            case Ready _ -> true;
            case End _ -> false;
            case Failed(var cause) -> throw failure(cause);
        };
    }

    private Item take() {
        try {
            return queue.take();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            close();
            throw new IllegalStateException("interrupted while waiting for a batch that is read ahead");
        }
    }

    private static RuntimeException failure(Throwable cause) {
        cause.addSuppressed(new IllegalStateException("thrown by the thread that reads batches ahead"));
        if (cause instanceof Error error) {
            throw error;
        }
        return (RuntimeException) cause;
    }

    @Override
    public Batch next() {
        if (!hasNext() || !(current instanceof Ready(var batch))) {
            throw new NoSuchElementException("the epoch has no more batches");
        }
        current = null;
        return batch;
    }

    @Override
    public void close() {
        reader.clean();
        current = new End();
    }
}
