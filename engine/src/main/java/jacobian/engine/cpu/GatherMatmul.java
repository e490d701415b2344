package jacobian.engine.cpu;

/// Matrix products whose left operand is read in place, element by element, through tables of offsets:
///
/// `result[outs[i] + j] (+)= sum over k of left[rows[i] + terms[k]] * right[termFrom + k][j]`
///
/// All three directions of a convolution are this product: forward, a row is an output pixel and a term is a
/// cell of the kernel; towards the input the same with the kernel turned; towards the kernel, a row is a cell
/// of the kernel and a term is an output pixel. Each element is summed from zero in the order of `k` by fused
/// multiply-adds, whatever the implementation, so all give the same bits.
public interface GatherMatmul {
    /// Most rows that a tile has.
    int MAX_TILE_ROWS = 8;

    /// Most columns that a tile has.
    int MAX_TILE_COLUMNS = 32;

    /// Bytes of private work space that a thread gives to [Gather#work]; zero at first.
    long WORK_BYTES = 4L * (MAX_TILE_ROWS + 1) * MAX_TILE_COLUMNS;

    /// Floats in a vector. A packed right operand is a sequence of panels, each `2 * lanes()` columns wide and
    /// dense, the last one `lanes()` wide if that is enough; columns are filled up with zeros.
    int lanes();

    /// Computes one product.
    void multiply(Gather task);

    /// Computes one product of a depthwise convolution, where column `j` of the result takes its left operand
    /// from element `j` behind the address:
    ///
    /// `result[outs[i] + j] (+)= sum over k of left[rows[i] + terms[k] + j] * right[termFrom + k][j]`
    ///
    /// The right operand is never packed.
    void multiplyLanes(Gather task);

    /// `result[i] = blocks[0][i] + blocks[1][i] + ...` in this order, for `count` floats; the blocks lie
    /// `stride` bytes apart.
    void sum(long result, long blocks, long stride, int blockCount, int count);

    /// `columns` rounded up to whole vectors.
    default int padded(int columns) {
        int lanes = lanes();
        return (columns + lanes - 1) / lanes * lanes;
    }
}
