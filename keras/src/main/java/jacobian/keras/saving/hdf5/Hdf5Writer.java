package jacobian.keras.saving.hdf5;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;

/// Writes an HDF5 file as Keras' own: superblock 0, old-style groups, contiguous datasets, text of any length.
///
/// ```java
/// var writer = new Hdf5Writer();
/// writer.root().group("layers/dense/vars").attribute("name", "dense").dataset("0", kernel).dataset("1", bias);
/// try (var stream = Files.newOutputStream(path)) {
///     writer.write(stream);
/// }
/// ```
///
/// The tree is gathered first, then written from front to back: no part of the file is visited twice, so that
/// it can go to a stream or into an archive. Names and attributes are held in memory meanwhile, values never:
/// they are written from where the tensors lie. The same tree gives the same bytes.
public final class Hdf5Writer {
    private final Hdf5GroupWriter root = new Hdf5GroupWriter("/");

    /// The group that holds everything.
    public Hdf5GroupWriter root() {
        return root;
    }

    /// How many bytes [#write] will write.
    public long size() {
        return new NewFile(root).size();
    }

    /// Writes the file; the channel stays open.
    public void write(WritableByteChannel channel) throws IOException {
        new NewFile(root).write(channel);
    }

    /// Writes the file; the stream stays open.
    public void write(OutputStream stream) throws IOException {
        write(Channels.newChannel(stream));
    }
}
