package jacobian.keras.layers;

/// How a cell runs over a sequence, and what of the run is the result.
record SequenceFlags(
        boolean returnSequences,
        boolean returnState,
        boolean goBackwards,
        boolean stateful,
        boolean unroll,
        boolean zeroOutputForMask) {}
