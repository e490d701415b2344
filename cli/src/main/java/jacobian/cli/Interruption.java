package jacobian.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C (and a polite `kill`) while something runs that can end in good order: it is asked to, and the JVM
/// waits for it to report before it leaves with exit code 130.
final class Interruption implements AutoCloseable {
    /// The exit code of a process ended by Ctrl-C.
    static final int EXIT = 130;

    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::askAndWait, "jac-interruption");
    private volatile boolean asked;

    /// Takes notice of Ctrl-C from now until [#close].
    static Interruption watch() {
        var interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /// As Ctrl-C does.
    void ask() {
        asked = true;
    }

    /// Whether the end was asked for.
    boolean isAsked() {
        return asked;
    }

    private void askAndWait() {
        ask();
        try {
            ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Everything is reported.
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is leaving already, which is what was asked for.
        }
    }
}
