package jacobian.keras.ops;

/// What [NN#maxPool] and [NN#averagePool] can be told. The window moves as far as it is wide unless `strides` is
/// set.
public final class PoolOptions extends WindowOptions<PoolOptions> {
    PoolOptions() {}

    @Override
    PoolOptions self() {
        return this;
    }
}
