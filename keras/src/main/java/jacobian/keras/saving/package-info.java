/// What all files of models have in common: the limits under which they are read and the one refusal.
/// Nothing here knows a layer or a model, and no code is ever found by a name that stands in a file.
/// Start with [Limits], then [RefusedFileException].
package jacobian.keras.saving;
