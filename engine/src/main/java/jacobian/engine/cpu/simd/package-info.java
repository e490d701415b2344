/// The hot loops of the fast back end in the Vector API, on `long` addresses; nothing else in the engine imports it.
/// No shapes are decided here, no threads are started and no order of summation depends on the width of a vector.
/// Start reading at `VectorGather`, which cuts a matrix product into register tiles.
package jacobian.engine.cpu.simd;
