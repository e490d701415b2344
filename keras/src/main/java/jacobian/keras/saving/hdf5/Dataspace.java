package jacobian.keras.saving.hdf5;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The sizes of an array; none at all for a scalar. An array that holds nothing by declaration has one size of 0.
record Dataspace(List<Long> sizes) {
    private static final int MOST_AXES = 32;

    static Dataspace read(Cursor cursor) {
        int version = cursor.version(1, 2);
        int rank = cursor.u8();
        boolean hasMaxima = (cursor.u8() & 1) != 0;
        boolean isNothing = version == 2 && cursor.u8() == 2;
        if (rank > MOST_AXES) {
            throw cursor.source().refused("an array has " + rank + " axes, more than HDF5's " + MOST_AXES);
        }
        cursor.skip(version == 1 ? 5 : 0);
        var sizes = new ArrayList<Long>();
        for (int axis = 0; axis < rank; axis++) {
            sizes.add(cursor.length());
        }
        cursor.skip(hasMaxima ? 8L * rank : 0);
        return new Dataspace(isNothing ? List.of(0L) : List.copyOf(sizes));
    }

    boolean isScalar() {
        return sizes.isEmpty();
    }

    /// How many elements there are; empty where a long cannot say.
    Optional<Long> count() {
        long count = 1;
        if (sizes.contains(0L)) {
            return Optional.of(0L);
        }
        for (long size : sizes) {
            if (count > Long.MAX_VALUE / size) {
                return Optional.empty();
            }
            count *= size;
        }
        return Optional.of(count);
    }
}
