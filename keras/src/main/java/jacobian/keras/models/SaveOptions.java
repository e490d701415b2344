package jacobian.keras.models;

/// What [Model#save] takes beside the place: `model.save(path, save -> save.includeOptimizer(false))`.
public final class SaveOptions {
    private boolean includeOptimizer = true;
    private boolean overwrite = true;
    private boolean zipped = true;

    SaveOptions() {}

    /// Sets whether the optimizer's state is kept, so that training can go on; it is unless set.
    public SaveOptions includeOptimizer(boolean includeOptimizer) {
        this.includeOptimizer = includeOptimizer;
        return this;
    }

    /// Sets whether a file that is there is replaced; it is unless set.
    public SaveOptions overwrite(boolean overwrite) {
        this.overwrite = overwrite;
        return this;
    }

    /// Sets whether one archive is written, rather than a folder of its files; it is unless set.
    public SaveOptions zipped(boolean zipped) {
        this.zipped = zipped;
        return this;
    }

    boolean includesOptimizer() {
        return includeOptimizer;
    }

    boolean overwrites() {
        return overwrite;
    }

    boolean isZipped() {
        return zipped;
    }
}
