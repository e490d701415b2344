package jacobian.engine.cpu;

/// One spatial axis of a convolution: how many cells go in, how the kernel walks over them, how many come out.
///
/// An axis that an image does not have (depth of a picture, height of a text) is [#ABSENT].
///
/// @param input cells of the input
/// @param kernel cells of the kernel
/// @param stride input cells between two positions of the kernel
/// @param dilation input cells between two cells of the kernel
/// @param low zeros before the first cell
/// @param high zeros after the last cell
public record ConvAxis(int input, int kernel, int stride, int dilation, int low, int high) {
    /// One cell in, one cell out.
    public static final ConvAxis ABSENT = new ConvAxis(1, 1, 1, 1, 0, 0);

    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if a size is not positive, padding is negative or the kernel is larger
    /// than
    ///     the padded input
    public ConvAxis {
        if (input < 1 || kernel < 1 || stride < 1 || dilation < 1 || low < 0 || high < 0) {
            throw new IllegalArgumentException("convolution axis of input " + input + ", kernel " + kernel + ", stride "
                    + stride + ", dilation " + dilation + ", padding " + low + " and " + high
                    + ": sizes must be at least 1, padding at least 0");
        }
        if (low + input + high < (kernel - 1) * dilation + 1) {
            throw new IllegalArgumentException("a kernel of " + kernel + " cells, dilation " + dilation
                    + ", does not fit into " + input + " cells padded by " + low + " and " + high
                    + ": use a smaller kernel or padding \"same\"");
        }
    }

    /// Cells of the output.
    public int output() {
        return (low + input + high - (kernel - 1) * dilation - 1) / stride + 1;
    }

    /// The input cell under kernel cell `tap` at output cell `output`, -1 in the padding.
    int cell(int output, int tap) {
        int cell = output * stride + tap * dilation - low;
        return cell < input ? Math.max(cell, -1) : -1;
    }
}
