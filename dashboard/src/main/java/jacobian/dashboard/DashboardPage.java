package jacobian.dashboard;

import jacobian.dashboard.logs.LogFolder;
import jacobian.dashboard.web.Site;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/// A page in the browser that shows a folder of logs, written by us, by Keras or by PyTorch, and follows them
/// as they grow. It is served on 127.0.0.1 alone, at an address with a secret token.
///
/// ```java
/// try (var page = DashboardPage.open(Path.of("logs"))) {
///     IO.println(page.address());
///     Thread.sleep(Duration.ofHours(1));
/// }
/// ```
///
/// An open page does not keep a program from ending.
public final class DashboardPage implements AutoCloseable {
    private static final Duration PULSE = Duration.ofMillis(400);

    private final LogFolder logs;
    private final Site site;

    private DashboardPage(LogFolder logs, Site site) {
        this.logs = logs;
        this.site = site;
    }

    /// The page of `logs`, which may be empty or appear later, on a free port.
    public static DashboardPage open(Path logs) {
        return open(logs, 0, false);
    }

    /// The page of `logs`.
    ///
    /// @param port where; 0 for any that is free
    /// @param readOnly whether it can stop no training
    public static DashboardPage open(Path logs, int port, boolean readOnly) {
        return open(logs, port, readOnly, PULSE);
    }

    static DashboardPage open(Path logs, int port, boolean readOnly, Duration pulse) {
        var folder = LogFolder.open(logs, pulse);
        try {
            return new DashboardPage(folder, new Site(folder, port, readOnly, pulse));
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /// The address, token and all.
    public URI address() {
        return site.address();
    }

    /// Opens the address in the browser of this desktop, if there is one; whether it did.
    public boolean show() {
        return Browser.open(address());
    }

    @Override
    public void close() {
        site.close();
        logs.close();
    }
}
