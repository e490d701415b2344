/// The hot loops of the fast back end in the Vector API, on `long` addresses; nothing else in the engine
/// imports it. No shapes are decided here, no threads are started and no order of summation depends on the
/// width of a vector. Start reading at `Float32Matmul`, which cuts a matrix product into the register tiles of
/// `Float32Tiles`.
package jacobian.engine.cpu.simd;
