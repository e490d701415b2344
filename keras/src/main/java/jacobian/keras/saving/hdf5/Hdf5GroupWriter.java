package jacobian.keras.saving.hdf5;

import jacobian.engine.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A group of a file that is to be written: it stays empty until something is put into it.
public final class Hdf5GroupWriter {
    /// HDF5 finds a member by the bytes of its name.
    private static final Comparator<String> BYTES =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    private final String path;
    private final SortedMap<String, Member> members = new TreeMap<>(BYTES);
    private final Map<String, NewValue> attributes = new LinkedHashMap<>();

    /// What a group holds.
    sealed interface Member {}

    record Group(Hdf5GroupWriter writer) implements Member {}

    record Numbers(Tensor tensor) implements Member {}

    record Texts(List<String> texts) implements Member {}

    Hdf5GroupWriter(String path) {
        this.path = path;
    }

    SortedMap<String, Member> members() {
        return members;
    }

    Map<String, NewValue> attributes() {
        return attributes;
    }

    /// The group of this name or path below, as in "layers/dense/vars"; what is missing on the way is made.
    public Hdf5GroupWriter group(String below) {
        var found = this;
        for (var name : below.split("/")) {
            found = name.isEmpty() ? found : found.child(name);
        }
        return found;
    }

    private Hdf5GroupWriter child(String name) {
        var child = path.equals("/") ? "/" + name : path + "/" + name;
        if (members.computeIfAbsent(name, _ -> new Group(new Hdf5GroupWriter(child))) instanceof Group group) {
            return group.writer;
        }
        throw new IllegalArgumentException(child + " is a dataset already: a group needs another name");
    }

    /// Gives the group a text.
    public Hdf5GroupWriter attribute(String name, String text) {
        attributes.put(name, NewValue.of(text));
        return this;
    }

    /// Gives the group a list of texts; one over 64,512 bytes is split into `name0`, `name1`, ... as by Keras.
    public Hdf5GroupWriter attribute(String name, List<String> texts) {
        attributes.putAll(NewValue.of(name, texts));
        return this;
    }

    /// Gives the group a number: int64 for a whole one, else float64.
    public Hdf5GroupWriter attribute(String name, Number number) {
        attributes.put(name, new NewValue.Single(number));
        return this;
    }

    /// Puts a tensor at this name or path below; groups on the way are made. Its values are read when the file is
    /// written.
    public Hdf5GroupWriter dataset(String below, Tensor tensor) {
        return put(below, new Numbers(tensor));
    }

    /// Puts a list of texts at this name or path below.
    public Hdf5GroupWriter dataset(String below, List<String> texts) {
        return put(below, new Texts(List.copyOf(texts)));
    }

    private Hdf5GroupWriter put(String below, Member dataset) {
        int slash = below.lastIndexOf('/');
        var group = slash < 0 ? this : group(below.substring(0, slash));
        var name = below.substring(slash + 1);
        if (name.isEmpty() || group.members.putIfAbsent(name, dataset) != null) {
            throw new IllegalArgumentException(
                    "\"" + below + "\" in " + path + " is no name for a dataset: it is empty or taken already");
        }
        return this;
    }
}
