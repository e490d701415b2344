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
/// @param within how many batches of the epoch itself an earlier run has taken
record EpochPlace(boolean continues, long pass, long from, long within) {
    /// The place of the first epoch.
    static EpochPlace first(FitOptions options) {
        return new EpochPlace(options.stepsPerEpoch().isPresent(), options.initialEpoch(), 0, 0);
    }

    /// The batches of epoch number `epoch`, and those after them.
    Batches read(Dataset data, int epoch) {
        return continues ? data.read(pass, from + within) : data.read(epoch, within);
    }

    /// This place, of which `taken` batches of the epoch have been taken.
    EpochPlace within(long taken) {
        return new EpochPlace(continues, pass, from, taken);
    }

    /// The place after `taken` batches of the epoch, of which `more` follow or not.
    EpochPlace after(long taken, boolean more) {
        return more ? new EpochPlace(continues, pass, from + taken, 0) : new EpochPlace(continues, pass + 1, 0, 0);
    }
}
