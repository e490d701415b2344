package jacobian.dashboard.recording;

import jacobian.keras.tensorboard.SummaryWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;

/// Writes what this process takes of the machine, every other second while it trains: processor, heap, memory
/// beside it, threads. Steps are seconds since the run began.
final class SystemLoad implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final double MEGABYTE = 1 << 20;
    private static final Path RESIDENT = Path.of("/proc/self/statm");
    private static final int PAGE = 4096;

    private final SummaryWriter writer;
    private final Thread thread = new Thread(this::follow, "dashboard-load");
    private final long began = System.nanoTime();

    SystemLoad(SummaryWriter writer) {
        this.writer = writer;
        thread.setDaemon(true);
        thread.start();
    }

    private void follow() {
        try {
            while (true) {
                sample((System.nanoTime() - began) / 1_000_000_000);
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            // The run is over.
        }
    }

    private void sample(long second) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            write("cpu_percent", Math.max(0, system.getProcessCpuLoad()) * 100, second);
        }
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        write("heap_mb", heap.getUsed() / MEGABYTE, second);
        resident().ifPresent(bytes -> write("off_heap_mb", Math.max(0, bytes - heap.getUsed()) / MEGABYTE, second));
        write("threads", ManagementFactory.getThreadMXBean().getThreadCount(), second);
    }

    private void write(String name, double value, long second) {
        writer.scalar("system/" + name, value, second);
    }

    /// Memory of the process in the machine; known on Linux alone.
    private static OptionalDouble resident() {
        try {
            return Files.isReadable(RESIDENT)
                    ? OptionalDouble.of(
                            Double.parseDouble(Files.readString(RESIDENT).split(" ")[1]) * PAGE)
                    : OptionalDouble.empty();
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return OptionalDouble.empty();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
