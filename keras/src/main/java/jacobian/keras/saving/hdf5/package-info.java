/// The part of HDF5 that Keras, h5py and old model files use: a reader that trusts no byte, and a writer.
/// Nothing here knows a layer or a model, follows a link out of a file, or allocates what a file merely claims.
/// Start with [Hdf5File] to read and [Hdf5Writer] to write.
package jacobian.keras.saving.hdf5;
