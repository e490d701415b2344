package jacobian.dashboard.web;

import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Tells each open page when something has changed, as server-sent events: the number of the change, and how the
/// trainings stand.
final class News {
    /// More pages than these get none.
    private static final int MOST_PAGES = 32;

    private static final Duration ALIVE = Duration.ofSeconds(10);

    private final LongSupplier revision;
    private final Supplier<String> status;
    private final Duration pulse;
    private final Semaphore pages = new Semaphore(MOST_PAGES);
    private volatile boolean closed;

    /// @param pulse how often news are looked for
    News(LongSupplier revision, Supplier<String> status, Duration pulse) {
        this.revision = revision;
        this.status = status;
        this.pulse = pulse;
    }

    /// Stays with a page until it goes.
    void tell(ServerRequest request, ServerResponse response) {
        if (!pages.tryAcquire()) {
            response.status(503).send("Too many pages are open.\n");
            return;
        }
        try (var sink = response.sink(SseSink.TYPE)) {
            follow(sink);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (UncheckedIOException e) {
            // The page has gone.
        } finally {
            pages.release();
        }
    }

    private void follow(SseSink sink) throws InterruptedException {
        long told = -1;
        var stood = "";
        long last = System.nanoTime();
        while (!closed) {
            long now = revision.getAsLong();
            var stands = status.get();
            boolean quiet = System.nanoTime() - last > ALIVE.toNanos();
            if (now != told || !stands.equals(stood) || quiet) {
                sink.emit(SseEvent.builder()
                        .name("news")
                        .data("{\"revision\":" + now + ",\"runs\":" + stands + "}")
                        .build());
                told = now;
                stood = stands;
                last = System.nanoTime();
            }
            Thread.sleep(pulse);
        }
    }

    void close() {
        closed = true;
    }
}
