package jacobian.engine.cpu;

/// Convolution and its gradients as seven nested loops in float64: the oracle.
final class DirectConvolution {
    private final ConvGeometry g;
    private final int batch;

    DirectConvolution(ConvGeometry geometry, int batch) {
        g = geometry;
        this.batch = batch;
    }

    /// What is done with one product: indices of input, kernel and output.
    private interface Term {
        void add(int input, int kernel, int output);
    }

    double[] forward(double[] input, double[] kernel) {
        double[] output = new double[Math.toIntExact(batch * g.outputPixels() * g.filters())];
        each((i, k, o) -> output[o] += input[i] * kernel[k]);
        return output;
    }

    double[] inputGradient(double[] upstream, double[] kernel) {
        double[] input = new double[Math.toIntExact(batch * g.inputPixels() * g.channels())];
        each((i, k, o) -> input[i] += upstream[o] * kernel[k]);
        return input;
    }

    double[] kernelGradient(double[] input, double[] upstream) {
        double[] kernel = new double[Math.toIntExact(g.kernelSize())];
        each((i, k, o) -> kernel[k] += input[i] * upstream[o]);
        return kernel;
    }

    private void each(Term term) {
        int pixels = Math.toIntExact(g.outputPixels());
        for (int n = 0; n < batch; n++) {
            for (int p = 0; p < pixels; p++) {
                for (int tap = 0; tap < g.taps(); tap++) {
                    int cell = cell(p, tap);
                    if (cell >= 0) {
                        int inputPixel = n * Math.toIntExact(g.inputPixels()) + cell;
                        channels(term, inputPixel, tap, n * pixels + p);
                    }
                }
            }
        }
    }

    private void channels(Term term, int inputPixel, int tap, int outputPixel) {
        for (int f = 0; f < g.filters(); f++) {
            int group = f / g.groupFilters();
            for (int c = 0; c < g.groupChannels(); c++) {
                int input = inputPixel * g.channels() + group * g.groupChannels() + c;
                int kernel = (tap * g.groupChannels() + c) * g.filters() + f;
                term.add(input, kernel, outputPixel * g.filters() + f);
            }
        }
    }

    /// Index of the input cell under a kernel cell, -1 in the padding.
    private int cell(int outputPixel, int tap) {
        int w = place(
                g.width(), outputPixel % g.width().output(), tap % g.width().kernel());
        int p = outputPixel / g.width().output();
        int t = tap / g.width().kernel();
        int h = place(g.height(), p % g.height().output(), t % g.height().kernel());
        int d = place(g.depth(), p / g.height().output(), t / g.height().kernel());
        return d < 0 || h < 0 || w < 0
                ? -1
                : (d * g.height().input() + h) * g.width().input() + w;
    }

    private static int place(ConvAxis axis, int output, int tap) {
        int cell = output * axis.stride() + tap * axis.dilation() - axis.low();
        return cell < axis.input() ? Math.max(cell, -1) : -1;
    }
}
