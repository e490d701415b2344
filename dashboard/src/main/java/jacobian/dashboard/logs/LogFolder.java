package jacobian.dashboard.logs;

import jacobian.keras.tensorboard.EventReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// A folder of logs, read in the background from the moment it is opened: runs appear and grow as their files do.
/// Memory follows from the number of runs and tags, not from that of points.
public final class LogFolder implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LogFolder.class.getName());

    private final Path folder;
    private final long pause;
    private final Map<String, Part> parts = new ConcurrentSkipListMap<>();
    private final AtomicLong revision = new AtomicLong();
    private final ExactSeries exact = new ExactSeries();
    private final Thread reading = new Thread(this::follow, "dashboard-logs");
    private volatile boolean closed;
    private volatile boolean caughtUp;
    private volatile String trouble = "";

    private LogFolder(Path folder, Duration pause) {
        this.pause = pause.toNanos();
        this.folder = folder.toAbsolutePath().normalize();
    }

    /// Begins to read `folder`, which may be empty or appear later, and looks for news after each `pause`.
    public static LogFolder open(Path folder, Duration pause) {
        var logs = new LogFolder(folder, pause);
        logs.reading.setDaemon(true);
        logs.reading.start();
        return logs;
    }

    public Path folder() {
        return folder;
    }

    private void follow() {
        while (!closed) {
            long began = System.nanoTime();
            boolean news = look();
            boolean first = !caughtUp;
            caughtUp = true;
            if (news || first) {
                revision.incrementAndGet();
            }
            // A folder of many files takes a while to look through: then seldom.
            LockSupport.parkNanos(Math.max(pause, 20 * (System.nanoTime() - began)));
        }
    }

    private boolean look() {
        try {
            boolean news = !trouble.isEmpty();
            for (var run : EventReader.runs(folder).entrySet()) {
                if (!parts.containsKey(run.getKey())) {
                    parts.put(run.getKey(), new Part(parts.size(), run.getKey(), run.getValue()));
                    news = true;
                }
            }
            trouble = "";
            if (news) {
                revision.incrementAndGet();
            }
            return readParts() || news;
        } catch (UncheckedIOException e) {
            boolean news = trouble.isEmpty();
            trouble = String.valueOf(e.getMessage());
            return news;
        } catch (RuntimeException | OutOfMemoryError e) {
            // The page goes on showing what it has.
            LOG.log(System.Logger.Level.WARNING, folder + " could not be read on", e);
            trouble = "reading stopped at " + e;
            return true;
        }
    }

    private boolean readParts() {
        boolean news = false;
        for (var part : parts.values()) {
            if (!closed && part.read()) {
                news = true;
                revision.incrementAndGet();
            }
        }
        return news;
    }

    /// Grows whenever there is something new.
    public long revision() {
        return revision.get();
    }

    /// Whether all files have been read to their end once.
    public boolean isCaughtUp() {
        return caughtUp;
    }

    /// What keeps the folder from being read; empty if nothing does.
    public String trouble() {
        return trouble;
    }

    public List<Part> parts() {
        return List.copyOf(parts.values());
    }

    public Optional<Part> part(int id) {
        return parts.values().stream().filter(part -> part.id() == id).findFirst();
    }

    /// The runs by name.
    public List<Run> runs() {
        var members = new TreeMap<String, List<Part>>();
        for (var part : parts.values()) {
            members.computeIfAbsent(Run.of(part.name()), _ -> new ArrayList<>()).add(part);
        }
        var runs = new ArrayList<Run>();
        members.forEach(
                (name, inside) -> runs.add(new Run(name, name.equals(".") ? folder : folder.resolve(name), inside)));
        return runs;
    }

    public Optional<Run> run(String name) {
        return runs().stream().filter(run -> run.name().equals(name)).findFirst();
    }

    /// The part of a series between two steps. Where what is in memory is too coarse for it, the files are read
    /// again.
    public Optional<Curve> curve(Part part, String tag, long from, long to, int most) {
        var series = part.scalars().get(tag);
        if (series == null) {
            return Optional.empty();
        }
        Curve curve;
        boolean exactEnough;
        synchronized (part) {
            curve = series.curve(from, to, most);
            exactEnough = series.isExact();
        }
        boolean whole = from == Long.MIN_VALUE && to == Long.MAX_VALUE;
        return Optional.of(
                exactEnough || whole || curve.size() >= most / 2 ? curve : exact.curve(part, tag, from, to, most));
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(reading);
    }
}
