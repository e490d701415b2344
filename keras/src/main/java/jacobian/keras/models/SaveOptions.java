package jacobian.keras.models;

import java.util.LinkedHashMap;
import java.util.Map;

/// What [Model#save] takes beside the place: `model.save(path, save -> save.includeOptimizer(false))`.
public final class SaveOptions {
    private boolean includeOptimizer = true;
    private boolean overwrite = true;
    private boolean zipped = true;
    private final Map<String, byte[]> assets = new LinkedHashMap<>();

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

    /// Adds a file below `assets` of the archive: what belongs to a model and is no part of it. Keras ignores it;
    /// [LoadOptions#assets] gives it back.
    public SaveOptions asset(String path, byte[] contents) {
        if (path.isBlank() || path.startsWith("/") || path.contains("\\") || path.contains("..")) {
            throw new IllegalArgumentException(
                    "asset \"" + path + "\": needs a path below the folder assets, such as shop/notes.txt");
        }
        assets.put(path, contents.clone());
        return this;
    }

    Map<String, byte[]> assets() {
        return assets;
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
