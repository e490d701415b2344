package jacobian.engine.cpu;

/// The transforms of Winograd's convolution F(2x2, 3x3): two by two cells of the result from four by four cells of
/// the source with 16 multiplications a channel instead of 36 (Lavin and Gray, "Fast Algorithms for Convolutional
/// Neural Networks", 2015).
///
/// `result = Aᵀ[(G kernel Gᵀ) ⊙ (Bᵀ source B)]A`, where the product in the middle, element by element, is summed
/// over channels: 16 matrix products, one for each element. So what is transformed is kept in 16 planes, one for
/// each element, each a matrix. Transforms are additions and halvings alone, in one order whatever the
/// implementation, so all give the same bits.
///
/// Addresses and distances are in bytes. Cells lie side by side, `channels` floats each.
public interface WinogradLoops {
    /// Planes.
    int PLANES = 16;

    /// Cells along a side of what a tile gives.
    int SIDE = 2;

    /// `Bᵀ d B` of `count` patches of four by four cells that begin two cells apart: a row of `channels` floats in
    /// each plane for each patch.
    void source(long cells, long rowBytes, int channels, int count, long planes, long planeBytes);

    /// `Aᵀ m A`: two by two cells for each of `count` rows of the planes.
    void result(long planes, long planeBytes, int channels, int count, long cells, long rowBytes);

    /// `A y Aᵀ`, the gradient of [#result]: from two by two cells each, `count` rows of the planes.
    void upstream(long cells, long rowBytes, int channels, int count, long planes, long planeBytes);

    /// `G g Gᵀ` of `count` kernels, whose nine cells lie `tapBytes` apart.
    void kernel(long taps, long tapBytes, int count, long planes, long planeBytes);

    /// `Gᵀ s G`, the gradient of [#kernel].
    void kernelGradient(long planes, long planeBytes, int count, long taps, long tapBytes);
}
