/// The comparison with other frameworks: their processes, taking turns with ours on the same machine, and the page
/// and the picture of what was found. No framework is linked here, each runs in a process of its own that answers
/// lines, and nothing is measured that a user could not call. Start reading at `Comparison`, then at `Resident`, a
/// process that waits for its turn.
package jacobian.bench.peers;
