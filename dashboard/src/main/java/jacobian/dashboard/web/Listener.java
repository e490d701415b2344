package jacobian.dashboard.web;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/// A web server on this machine alone that prints nothing and keeps no program from ending.
final class Listener {
    /// The server greets in these; kept here because a logger that nobody holds forgets its level.
    private static final List<Logger> TALKATIVE = List.of(
            Logger.getLogger("io.helidon.webserver.ServerListener"),
            Logger.getLogger("io.helidon.webserver.LoomServer"),
            Logger.getLogger("io.helidon.common.features.HelidonFeatures"));

    private static final Duration WATCH = Duration.ofMillis(300);

    /// Threads that do not keep a program alive: the JVM's own at its end, and the server's, which is no daemon.
    private static final Set<String> NOT_WORK = Set.of("DestroyJavaVM", "server-@default-listener");

    private Listener() {}

    static WebServer open(int port, Consumer<HttpRouting.Builder> routing) {
        for (var logger : TALKATIVE) {
            if (logger.getLevel() == null) {
                logger.setLevel(Level.WARNING);
            }
        }
        check(port);
        var server = WebServer.builder()
                .host("127.0.0.1")
                .port(port)
                .shutdownHook(false)
                .maxPayloadSize(1 << 16)
                // Else an answer of several packets waits 40 ms for the browser to confirm the first.
                .connectionOptions(options -> options.tcpNoDelay(true))
                .routing(routing)
                .build()
                .start();
        var watch = new Thread(() -> closeAtEnd(server), "dashboard-watch");
        watch.setDaemon(true);
        watch.start();
        return server;
    }

    /// The server would say with a page of stack traces that a port is taken.
    private static void check(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " of 127.0.0.1 cannot be used: " + e.getMessage(), e);
        }
    }

    /// Stops the server when only its own thread would keep the program alive.
    private static void closeAtEnd(WebServer server) {
        try {
            while (server.isRunning()) {
                Thread.sleep(WATCH);
                if (!isWorking()) {
                    server.stop();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isWorking() {
        var group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        var threads = new Thread[2 * group.activeCount() + 16];
        int count = group.enumerate(threads);
        for (int i = 0; i < count; i++) {
            if (!threads[i].isDaemon() && !NOT_WORK.contains(threads[i].getName())) {
                return true;
            }
        }
        return false;
    }
}
