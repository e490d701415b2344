/// Files as they lie on a disk: archives, arrays, weight tables, and the limits they are read within.
/// Nothing here knows a model or a layer, and nothing in a file is ever run.
/// Start reading at `AtomicFile`.
package jacobian.keras.saving;
