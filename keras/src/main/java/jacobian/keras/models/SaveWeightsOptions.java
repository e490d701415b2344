package jacobian.keras.models;

import java.util.OptionalLong;

/// What [Model#saveWeights] takes beside the file: `model.saveWeights(path, save -> save.maxShardSize(5))`.
public final class SaveWeightsOptions {
    private static final double GIGABYTE = 1L << 30;

    private boolean overwrite = true;
    private OptionalLong maxShardSize = OptionalLong.empty();

    SaveWeightsOptions() {}

    /// Sets whether a file that is there is replaced; it is unless set.
    public SaveWeightsOptions overwrite(boolean overwrite) {
        this.overwrite = overwrite;
        return this;
    }

    /// Sets how many gigabytes of tensors a file has at most: the weights go into several files, and the file
    /// that was named, which ends in `.weights.json`, tells which is where. They go into one unless set.
    public SaveWeightsOptions maxShardSize(double gigabytes) {
        if (!(gigabytes > 0)) {
            throw new IllegalArgumentException("max_shard_size=" + gigabytes + ": needs more than 0 gigabytes");
        }
        maxShardSize = OptionalLong.of((long) (gigabytes * GIGABYTE));
        return this;
    }

    boolean overwrites() {
        return overwrite;
    }

    OptionalLong maxShardSize() {
        return maxShardSize;
    }
}
