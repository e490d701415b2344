package jacobian.keras.saving;

import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The arrays of an `.npz` file as weights.
final class NpzTable implements WeightTable {
    private final Path file;
    private final Limits limits;
    private final ZipArchive archive;
    private final Map<String, String> members = new LinkedHashMap<>();

    NpzTable(Path file, Limits limits) {
        this.file = file;
        this.limits = limits;
        this.archive = ZipArchive.open(file, limits);
        archive.names().forEach(member -> members.put(Npz.name(member), member));
    }

    @Override
    public Set<String> places() {
        return members.keySet();
    }

    @Override
    public TensorType type(String place) {
        var header = NpyHeader.read(archive.bytes(member(place)), limits);
        return new TensorType(header.storedType().dtype(), header.shape());
    }

    @Override
    public Tensor read(String place) {
        try {
            return Npz.array(archive, member(place), limits);
        } catch (RefusedFileException refused) {
            throw refused.in(file.toString());
        }
    }

    private String member(String place) {
        var member = members.get(place);
        if (member == null) {
            throw new IllegalArgumentException(file + " has " + places() + ", not \"" + place + "\"");
        }
        return member;
    }

    @Override
    public void close() {
        // The mapping goes with the last tensor.
    }
}
