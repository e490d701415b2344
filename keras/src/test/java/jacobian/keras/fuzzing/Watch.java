package jacobian.keras.fuzzing;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Says where a reader hangs, and ends the process when it never returns: a finding nobody sees is none.
final class Watch implements AutoCloseable {
    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());

    private final ScheduledFuture<?> alarm;
    private final ScheduledFuture<?> end;

    Watch(Path file) {
        var reader = Thread.currentThread();
        alarm = TIMER.schedule(() -> say(file, reader), Fuzz.MOST_MILLIS, TimeUnit.MILLISECONDS);
        end = TIMER.schedule(() -> Runtime.getRuntime().halt(3), 60, TimeUnit.SECONDS);
    }

    private static void say(Path file, Thread reader) {
        System.err.println(file + " is still being read:\n"
                + Arrays.stream(reader.getStackTrace()).map(each -> "  " + each).collect(Collectors.joining("\n")));
    }

    @Override
    public void close() {
        alarm.cancel(false);
        end.cancel(false);
    }
}
