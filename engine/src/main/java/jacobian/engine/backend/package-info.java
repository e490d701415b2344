/// The door of a device: what a back end is to those who run programs on it.
/// Nothing here computes; implementations are found by `ServiceLoader`.
/// Start reading at `Backend`.
package jacobian.engine.backend;
