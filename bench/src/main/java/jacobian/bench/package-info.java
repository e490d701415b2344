/// Benchmarks of the engine's kernels and of whole training steps, with other frameworks measured in the same
/// run. Nothing here is used by the library, and no figure is stated without its machine, its threads and the
/// other's version. Start reading at `Bench`, the door to all of them, and at `Workload`, the networks that are
/// trained.
package jacobian.bench;
