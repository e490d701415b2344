package jacobian.keras.data;

/// How examples become batches.
record BatchPlan(int size, boolean dropRemainder) {
    /// How many of `rows` examples end up in batches.
    int used(int rows) {
        return dropRemainder ? rows - rows % size : rows;
    }
}
