package jacobian.keras.fuzzing;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.fuzzing.Fuzz.Door;
import jacobian.keras.layers.Layer;
import jacobian.keras.models.Models;
import jacobian.keras.saving.Json;
import jacobian.keras.saving.Limits;
import jacobian.keras.saving.Npy;
import jacobian.keras.saving.Npz;
import jacobian.keras.saving.Safetensors;
import jacobian.keras.saving.hdf5.Hdf5File;
import jacobian.keras.saving.hdf5.Walk;
import jacobian.keras.serialization.Customs;
import jacobian.keras.serialization.Serialization;
import jacobian.keras.tensorboard.EventFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The doors through which files come in, and the seeds that are mutated for each.
final class Doors {
    /// Larger seeds would only be slower.
    private static final long LARGEST_SEED = 200_000;

    private Doors() {}

    static List<Door> all() {
        return Stream.of(
                        new Door("HDF5", file -> Walk.all(Hdf5File.open(file)), seeds("files/hdf5", ".h5")),
                        new Door("npy", file -> touch(Npy.read(file)), seeds("files/arrays", ".npy")),
                        new Door(
                                "npz",
                                file -> Npz.read(file).values().forEach(Doors::touch),
                                seeds("files/arrays", ".npz")),
                        new Door("safetensors", Doors::safetensors, seeds("files/arrays", ".safetensors")),
                        new Door("events", file -> new EventFile(file).events(), seeds("tensorboard", ".tfevents")),
                        new Door("keras", Models::load, seeds("files/keras", ".keras")),
                        new Door("legacy", Models::load, seeds("files/legacy", ".h5")),
                        new Door("weights", SavedWeights::load, SavedWeights.files()),
                        new Door("configs", Doors::config, ConfigSeeds.files()))
                .filter(door -> !door.seeds().isEmpty())
                .toList();
    }

    private static void safetensors(Path file) {
        var tensors = Safetensors.open(file);
        tensors.metadata();
        tensors.names().forEach(name -> touch(tensors.get(name)));
    }

    /// An object of Keras by its configuration.
    private static void config(Path file) {
        var tree = Json.readObject(text(file), Limits.standard());
        var type = ConfigSeeds.TYPES.getOrDefault(String.valueOf(tree.get("module")), Layer.class);
        Serialization.deserialize(type, tree, Customs.none());
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /// Reads the first and the last element, and so the memory of all.
    private static void touch(Tensor tensor) {
        var buffer = tensor.buffer();
        var memory = buffer.memory().orElseThrow();
        long bytes = buffer.type().shape().size() * buffer.type().dtype().bytes();
        if (bytes > 0) {
            memory.get(ValueLayout.JAVA_BYTE, 0);
            memory.get(ValueLayout.JAVA_BYTE, bytes - 1);
        }
    }

    /// The files with one of `endings` in a folder of test resources.
    static List<Path> seeds(String folder, String... endings) {
        var found = Doors.class.getResource("/" + folder);
        if (found == null) {
            return List.of();
        }
        try (var files = Files.walk(Path.of(found.toURI()))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> Arrays.stream(endings).anyMatch(file.toString()::endsWith))
                    .filter(file -> file.toFile().length() < LARGEST_SEED)
                    .sorted()
                    .toList();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (URISyntaxException problem) {
            throw new AssertionError(problem);
        }
    }
}
