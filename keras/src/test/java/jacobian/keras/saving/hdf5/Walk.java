package jacobian.keras.saving.hdf5;

/// Reads everything that a file holds.
public final class Walk {
    private Walk() {}

    /// The number of values; closes the file.
    public static long all(Hdf5File file) {
        try (file) {
            return group(file.root());
        }
    }

    private static long group(Hdf5Group group) {
        long count = attributes(group.attributes());
        for (var name : group.datasets()) {
            var dataset = group.dataset(name).orElseThrow();
            count += attributes(dataset.attributes());
            count += dataset.isText()
                    ? dataset.texts().size()
                    : dataset.tensor().shape().rank();
        }
        for (var name : group.groups()) {
            count += group(group.group(name).orElseThrow());
        }
        return count;
    }

    private static long attributes(Hdf5Attributes attributes) {
        return attributes.names().size();
    }
}
