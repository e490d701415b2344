package jacobian.keras.ops;

import java.util.List;

/// What [Images#extractPatches] and [Images#extractPatches3d] can be told. Patches lie side by side unless
/// `strides` is set.
public final class PatchOptions extends WindowOptions<PatchOptions> {
    private int[] dilationRate = {1};

    PatchOptions() {}

    @Override
    PatchOptions self() {
        return this;
    }

    /// Sets the distance between the cells of the window: one number, or one for each spatial axis; 1 unless set.
    public PatchOptions dilationRate(int... rate) {
        dilationRate = rate.clone();
        return this;
    }

    @Override
    List<Integer> dilations(int rank) {
        return Spatial.numbers("dilation_rate", rank, dilationRate);
    }
}
