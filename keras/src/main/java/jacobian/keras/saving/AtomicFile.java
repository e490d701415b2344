package jacobian.keras.saving;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/// Writes a file whole or not at all, on any NIO file system.
///
/// The contents go to a temporary file in the same folder, from there to the disk, and are then renamed over the
/// file in one step: whoever opens it, at whatever moment the power fails, sees the old contents or the new ones.
/// Where writing fails the temporary is removed and the old file is as it was. A temporary that a killed process
/// has left is removed by the next write into that folder.
///
/// ```java
/// AtomicFile.write(path, out -> out.write(bytes));
/// ```
public final class AtomicFile {
    /// The end of a temporary's name; it begins with a dot and the name of the file.
    private static final String SUFFIX = ".part~";

    private static final int BUFFER = 1 << 16;

    /// One that is younger is let alone: its writer may not hold its lock yet.
    private static final Duration YOUNG = Duration.ofSeconds(10);

    /// What this process is writing. Its locks cannot be asked for: POSIX gives up a lock of a process when that
    /// closes any channel on the file.
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    /// What goes into a file, told to a stream; a second time where an interruption has closed the first.
    @FunctionalInterface
    public interface Contents {
        void writeTo(OutputStream out) throws IOException;
    }

    /// What goes into a file, told to a channel, where one may go back and correct; a second time where an
    /// interruption has closed the first.
    @FunctionalInterface
    public interface PlacedContents {
        void writeTo(SeekableByteChannel channel) throws IOException;
    }

    /// What [#write] calls a temporary of a file.
    private static final Pattern TEMPORARY = Pattern.compile("\\.(.+)\\.[0-9a-f]+" + Pattern.quote(SUFFIX));

    private AtomicFile() {}

    /// The name of the file that a temporary called `name` was to become; `name` itself if it is none.
    public static String target(String name) {
        var temporary = TEMPORARY.matcher(name);
        return temporary.matches() ? temporary.group(1) : name;
    }

    /// Makes `contents` the contents of `path`, whose folder must be there.
    ///
    /// @throws UncheckedIOException with the path, where the file system refuses; the old file is as it was
    public static void write(Path path, Contents contents) {
        writeAt(path, channel -> {
            var out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            contents.writeTo(out);
            out.flush();
        });
    }

    /// As [#write], for what has to go back and correct. Where the channel stands in the end does not matter.
    public static void writeAt(Path path, PlacedContents contents) {
        try {
            // A link stays a link: what it points to is replaced.
            var target = Files.isSymbolicLink(path) ? path.toRealPath() : path.toAbsolutePath();
            if (Files.isDirectory(target)) {
                throw new IOException("it is a folder");
            }
            // Only a root has none, and that is a folder.
            var folder = Objects.requireNonNull(target.getParent());
            if (!Files.isDirectory(folder)) {
                throw new IOException("there is no folder " + folder);
            }
            replaceInPeace(target, folder, contents);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path + ": " + e.getMessage(), e);
        }
    }

    /// An interruption, which closes channels, does not keep the file from being written; it is not lost.
    private static void replaceInPeace(Path target, Path folder, PlacedContents contents) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    replace(target, contents);
                    flush(folder);
                    removeLeftovers(folder);
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void replace(Path target, PlacedContents contents) throws IOException {
        var part = target.resolveSibling("." + target.getFileName() + "."
                + Long.toHexString(ThreadLocalRandom.current().nextLong()) + SUFFIX);
        OPEN.add(part);
        try {
            fill(part, target, contents);
        } catch (Throwable e) {
            removeQuietly(part, e);
            throw e;
        } finally {
            OPEN.remove(part);
        }
    }

    private static void fill(Path part, Path target, PlacedContents contents) throws IOException {
        try (var channel = Files.newByteChannel(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            if (channel instanceof FileChannel file) {
                lock(file);
                contents.writeTo(channel);
                file.force(true);
                // Before the lock goes, so that nobody ever takes the temporary for a leftover.
                move(part, target);
                return;
            }
            contents.writeTo(channel);
        }
        move(part, target);
    }

    /// Held until the channel closes, also by the death of the process.
    private static void lock(FileChannel file) {
        try {
            var _ = file.tryLock();
        } catch (IOException _) {
            // A file system without locks: there leftovers stay.
        }
    }

    private static void move(Path part, Path target) throws IOException {
        CopyOption[] atomic = {StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING};
        try {
            Files.move(part, target, atomic);
        } catch (AtomicMoveNotSupportedException | UnsupportedOperationException _) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void removeQuietly(Path part, Throwable because) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    /// Brings the new name to the disk, where the system can do that to a folder.
    private static void flush(Path folder) {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException | UnsupportedOperationException _) {
            // Windows does it by itself; other file systems have no disk of their own.
        }
    }

    private static void removeLeftovers(Path folder) {
        try (var parts = Files.newDirectoryStream(folder, ".*" + SUFFIX)) {
            for (var part : parts) {
                if (!OPEN.contains(part)) {
                    removeIfLeft(part);
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            // The file is written: leftovers can wait.
        }
    }

    private static void removeIfLeft(Path part) throws IOException {
        var age = Duration.between(Files.getLastModifiedTime(part).toInstant(), Instant.now());
        if (age.compareTo(YOUNG) < 0) {
            return;
        }
        try (var channel = Files.newByteChannel(part, StandardOpenOption.WRITE)) {
            if (channel instanceof FileChannel file && file.tryLock() != null) {
                Files.deleteIfExists(part);
            }
        }
    }
}
