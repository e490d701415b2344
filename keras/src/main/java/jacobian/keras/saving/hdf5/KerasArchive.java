package jacobian.keras.saving.hdf5;

import jacobian.keras.saving.AtomicFile;
import jacobian.keras.saving.Limits;
import jacobian.keras.saving.RefusedFileException;
import jacobian.keras.saving.WeightTable;
import jacobian.keras.saving.ZipArchive;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// What is in a `.keras` file, a ZIP archive whose members are stored as they are, or in a folder of the same
/// files: `metadata.json`, `config.json`, `model.weights.h5` and `assets`.
///
/// @param metadata what wrote the file and when, as JSON
/// @param config the configuration of the model, as JSON
/// @param weights the tensors
/// @param assets further files by their paths below `assets`
public record KerasArchive(String metadata, String config, Hdf5Writer weights, Map<String, byte[]> assets) {
    private static final String METADATA = "metadata.json";
    private static final String CONFIG = "config.json";
    private static final String WEIGHTS = "model.weights.h5";
    private static final String ASSETS = "assets/";

    /// So that equal models give equal archives.
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    @FunctionalInterface
    private interface Contents {
        void writeTo(OutputStream out) throws IOException;
    }

    private Map<String, Contents> members() {
        var members = new LinkedHashMap<String, Contents>();
        members.put(METADATA, out -> out.write(metadata.getBytes(StandardCharsets.UTF_8)));
        members.put(CONFIG, out -> out.write(config.getBytes(StandardCharsets.UTF_8)));
        members.put(WEIGHTS, weights::write);
        assets.forEach((path, bytes) -> members.put(ASSETS + path, out -> out.write(bytes)));
        return members;
    }

    /// Writes the archive; the stream stays open.
    public void write(OutputStream stream) throws IOException {
        var zip = new ZipOutputStream(stream);
        zip.setMethod(ZipOutputStream.STORED);
        for (var member : members().entrySet()) {
            zip.putNextEntry(entry(member.getKey(), member.getValue()));
            member.getValue().writeTo(zip);
            zip.closeEntry();
        }
        zip.finish();
    }

    /// A stored member's size and checksum stand before its bytes, which therefore are made twice.
    private static ZipEntry entry(String name, Contents contents) throws IOException {
        var counted = new Counting();
        var checked = new CheckedOutputStream(counted, new CRC32());
        contents.writeTo(checked);
        var entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        entry.setSize(counted.count);
        entry.setCompressedSize(counted.count);
        entry.setCrc(checked.getChecksum().getValue());
        return entry;
    }

    private static final class Counting extends OutputStream {
        private long count;

        @Override
        public void write(int b) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            count += length;
        }
    }

    /// Writes the same files into `folder`, each whole or not at all.
    public void writeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
            for (var member : members().entrySet()) {
                var path = folder.resolve(member.getKey());
                Files.createDirectories(path.getParent());
                AtomicFile.write(path, out -> member.getValue().writeTo(out));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + folder + ": " + e.getMessage(), e);
        }
    }

    // ---- reading ----

    /// An archive that was opened: its texts, and its tensors as they are asked for.
    ///
    /// @param metadata what wrote the file and when; empty where the file does not say
    /// @param config the configuration of the model, as JSON
    /// @param weights the tensors, to be closed
    /// @param assets further files by their paths below `assets`
    public record Contained(String metadata, String config, WeightTable weights, Map<String, byte[]> assets) {}

    /// Whether `archive` is of this kind.
    public static boolean isKeras(ZipArchive archive) {
        return archive.contains(CONFIG);
    }

    /// What `archive` holds.
    ///
    /// @throws RefusedFileException where that is no model, broken or beyond `limits`
    public static Contained read(ZipArchive archive, Limits limits) {
        if (!isKeras(archive)) {
            throw new RefusedFileException(
                    "the archive is no .keras file: it has no " + CONFIG + ", but " + archive.names());
        }
        if (!archive.contains(WEIGHTS)) {
            throw noWeights(archive.names().toString());
        }
        var assets = new LinkedHashMap<String, byte[]>();
        for (var name : archive.names()) {
            if (name.startsWith(ASSETS)) {
                assets.put(name.substring(ASSETS.length()), text(archive, name, limits));
            }
        }
        return new Contained(
                archive.contains(METADATA) ? string(text(archive, METADATA, limits)) : "",
                string(text(archive, CONFIG, limits)),
                new Hdf5Weights(Hdf5File.of(archive.bytes(WEIGHTS), WEIGHTS, limits)),
                assets);
    }

    private static RefusedFileException noWeights(String found) {
        return new RefusedFileException("the model has no " + WEIGHTS + ", but " + found
                + (found.contains("model.weights.npz")
                        ? ": Keras writes Python objects into that file, which are code and are not read"
                        : ""));
    }

    private static byte[] text(ZipArchive archive, String name, Limits limits) {
        var bytes = archive.bytes(name);
        checkText(name, bytes.byteSize(), limits);
        return bytes.toArray(ValueLayout.JAVA_BYTE);
    }

    private static void checkText(String name, long size, Limits limits) {
        if (size > limits.textBytes()) {
            throw RefusedFileException.beyond(name + " has " + size + " bytes", "textBytes", limits.textBytes());
        }
    }

    private static String string(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// What the folder `folder` holds, an archive that was unpacked.
    public static Contained readFolder(Path folder, Limits limits) {
        try {
            var weights = folder.resolve(WEIGHTS);
            if (!Files.isRegularFile(weights)) {
                try (var files = Files.list(folder)) {
                    throw noWeights(files.map(each -> each.getFileName().toString())
                            .sorted()
                            .toList()
                            .toString());
                }
            }
            var assets = new LinkedHashMap<String, byte[]>();
            var below = folder.resolve("assets");
            if (Files.isDirectory(below)) {
                try (var files = Files.walk(below, limits.depth())) {
                    for (var file : files.filter(Files::isRegularFile).toList()) {
                        assets.put(below.relativize(file).toString().replace('\\', '/'), text(file, limits));
                    }
                }
            }
            var metadata = folder.resolve(METADATA);
            return new Contained(
                    Files.isRegularFile(metadata) ? string(text(metadata, limits)) : "",
                    string(text(folder.resolve(CONFIG), limits)),
                    new Hdf5Weights(Hdf5File.open(weights, limits)),
                    assets);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    private static byte[] text(Path file, Limits limits) throws IOException {
        checkText(file.getFileName().toString(), Files.size(file), limits);
        return Files.readAllBytes(file);
    }

    /// Whether `folder` is an archive that was unpacked.
    public static boolean isFolder(Path folder) {
        return Files.isDirectory(folder) && Files.isRegularFile(folder.resolve(CONFIG));
    }

    /// The bytes of the file that begin as those of a ZIP archive.
    public static boolean isZip(MemorySegment start) {
        return start.byteSize() >= 4
                && start.get(ValueLayout.JAVA_BYTE, 0) == 'P'
                && start.get(ValueLayout.JAVA_BYTE, 1) == 'K';
    }
}
