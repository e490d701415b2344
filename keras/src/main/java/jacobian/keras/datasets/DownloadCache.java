package jacobian.keras.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Files downloaded once. A file has its name only when it is whole and its checksum is right: it is written
/// under another name, forced to the disk and then renamed.
///
/// @param folder where they lie, each data set in a folder of its own
record DownloadCache(Path folder) {
    private static final System.Logger LOG = System.getLogger(DownloadCache.class.getName());
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int ATTEMPTS = 3;

    /// In the user's home, or where the system property `jacobian.datasets` says.
    static DownloadCache standard() {
        var given = System.getProperty("jacobian.datasets");
        return new DownloadCache(
                given != null ? Path.of(given) : Path.of(System.getProperty("user.home"), ".jacobian", "datasets"));
    }

    /// Makes sure that `file` of the data set `name` is here, from `address` if it is not.
    void fetch(String name, URI address, IdxCollection.Download file) {
        var target = folder.resolve(name).resolve(file.file());
        if (Files.exists(target)) {
            return;
        }
        LOG.log(System.Logger.Level.INFO, "downloading {0} to {1}", address, target);
        try {
            Files.createDirectories(target.getParent());
            retrieve(address, file, target);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    name + ": " + address + " cannot be downloaded to " + target + " (" + reason(e)
                            + "): look at the connection, or put the files into a folder of your own and give that",
                    e);
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private static void retrieve(URI address, IdxCollection.Download file, Path target) throws IOException {
        for (int attempt = 1; ; attempt++) {
            var part = Files.createTempFile(target.getParent(), file.file(), ".part");
            try {
                var found = copy(address, part, file.algorithm());
                if (!found.equals(file.checksum())) {
                    throw new IOException("its " + file.algorithm() + " is " + found + ", not " + file.checksum());
                }
                rename(part, target);
                return;
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            } finally {
                Files.deleteIfExists(part);
            }
        }
    }

    /// Copies and returns the checksum of what was copied.
    private static String copy(URI address, Path part, String algorithm) throws IOException {
        var digest = digest(algorithm);
        var connection = address.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        try (InputStream in = connection.getInputStream();
                var channel = FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
                var out = new DigestOutputStream(Channels.newOutputStream(channel), digest)) {
            in.transferTo(out);
            channel.force(true);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    private static void rename(Path part, Path target) throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
