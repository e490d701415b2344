package jacobian.keras.saving.hdf5;

/// What a link may lead to.
sealed interface Hdf5Object permits Hdf5Group, Hdf5Dataset {}
