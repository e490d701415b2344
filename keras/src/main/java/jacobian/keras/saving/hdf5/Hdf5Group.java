package jacobian.keras.saving.hdf5;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A group of an HDF5 file: groups and datasets by name, and attributes. Its members are read when they are first
/// asked for; a broken one is refused then.
public final class Hdf5Group implements Hdf5Object {
    private final Objects objects;
    private final String path;
    private final int depth;
    private final Header header;
    private @Nullable Map<String, Hdf5Object> members;
    private @Nullable Hdf5Attributes attributes;

    Hdf5Group(Objects objects, String path, int depth, Header header) {
        this.objects = objects;
        this.path = path;
        this.depth = depth;
        this.header = header;
    }

    /// Where the group lies, as in "/layers/dense"; "/" is the root.
    public String path() {
        return path;
    }

    /// The names of the groups herein, in the order of the file: sorted by their bytes, "10" before "2".
    public List<String> groups() {
        return names(Hdf5Group.class);
    }

    /// The names of the datasets herein, in the order of the file: sorted by their bytes, "10" before "2".
    public List<String> datasets() {
        return names(Hdf5Dataset.class);
    }

    /// The group of this name or path below, as in "layers/dense/vars".
    public Optional<Hdf5Group> group(String below) {
        return find(below).filter(Hdf5Group.class::isInstance).map(Hdf5Group.class::cast);
    }

    /// The dataset of this name or path below, as in "layers/dense/vars/0".
    public Optional<Hdf5Dataset> dataset(String below) {
        return find(below).filter(Hdf5Dataset.class::isInstance).map(Hdf5Dataset.class::cast);
    }

    public Hdf5Attributes attributes() {
        var known = attributes;
        if (known == null) {
            known = objects.attributes(header);
            attributes = known;
        }
        return known;
    }

    private List<String> names(Class<? extends Hdf5Object> kind) {
        return members().entrySet().stream()
                .filter(each -> kind.isInstance(each.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Optional<Hdf5Object> find(String below) {
        Optional<Hdf5Object> found = Optional.of(this);
        for (var name : below.split("/")) {
            if (!name.isEmpty()) {
                found = found.flatMap(each -> each instanceof Hdf5Group group
                        ? Optional.ofNullable(group.members().get(name))
                        : Optional.empty());
            }
        }
        return found;
    }

    private Map<String, Hdf5Object> members() {
        var known = members;
        if (known == null) {
            var opened = new LinkedHashMap<String, Hdf5Object>();
            var prefix = path.equals("/") ? "/" : path + "/";
            Links.read(objects.source(), path, header)
                    .forEach((name, address) -> opened.put(name, objects.open(prefix + name, address, depth + 1)));
            known = opened;
            members = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return "group " + path;
    }
}
