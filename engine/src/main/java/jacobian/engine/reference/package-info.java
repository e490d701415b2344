/// The back end that is easy to believe: it walks a graph node by node and computes each operation by its
/// definition, in float64. Nothing here is fast, fused or clever, and nothing is shared with the compiler, so
/// that it can be the oracle of every other back end. Start reading at `Interpreter`, whose one `switch` names
/// every operation.
package jacobian.engine.reference;
