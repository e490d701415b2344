/// Fused loops: everything elementwise, broadcast, reduced, softmaxed or normalised runs as a [Loop] of this
/// package.
/// Nothing here knows graphs or nodes (only the operations' enums and records), and nothing here imports the
/// Vector
/// API.
/// Start reading at `Loop`, what is computed, then `BoundLoop`, how it is run, then `TileLoop`, the executor
/// that can
/// do all of it.
package jacobian.engine.cpu.loop;
