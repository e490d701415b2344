package jacobian.keras.models;

import jacobian.keras.data.Batches;
import jacobian.keras.data.Dataset;

/// Where in the data an epoch begins: at its own beginning, or, where somebody has said how many steps an epoch
/// has,
/// where the epoch before has ended.
///
/// @param continues whether somebody has
/// @param pass how often the data has been read to its end
/// @param from how many batches of it have been read since
record EpochPlace(boolean continues, long pass, long from) {
    /// The place of the first epoch.
    static EpochPlace first(FitOptions options) {
        return new EpochPlace(options.stepsPerEpoch().isPresent(), options.initialEpoch(), 0);
    }

    /// The batches of epoch number `epoch`, and those after them.
    Batches read(Dataset data, int epoch) {
        return continues ? data.read(pass, from) : data.read(epoch, 0);
    }

    /// The place after `taken` batches, of which `more` follow or not.
    EpochPlace after(long taken, boolean more) {
        return more ? new EpochPlace(continues, pass, from + taken) : new EpochPlace(continues, pass + 1, 0);
    }
}
