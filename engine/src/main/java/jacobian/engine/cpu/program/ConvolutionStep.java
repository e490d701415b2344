package jacobian.engine.cpu.program;

import jacobian.engine.cpu.ConvCall;
import jacobian.engine.cpu.ConvGeometry;
import jacobian.engine.cpu.Convolution;
import jacobian.engine.cpu.Epilogue;
import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.graph.ConvolutionInputGradient;
import jacobian.engine.graph.ConvolutionKernelGradient;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Window;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A convolution or one of its gradients.
final class ConvolutionStep implements Step {
    /// Pixels of a result up to which making the kernel ready is a good part of the work.
    private static final long FEW_PIXELS = 4_096;

    private final Node node;
    private final int batch;
    private final Addresses reads;
    private final Addresses results;
    private final Epilogue epilogue;
    private final ThreadTeam team;
    private final Convolution kernel;
    private final ConvCall call;

    /// Memory for what is made of the kernel, and the stamp of that kernel, if the same is to be expected in the next
    /// run; else without bytes.
    private final long keptBytes;

    private @Nullable MemorySegment kept;
    private long stamp = CpuBuffer.UNKNOWN;

    private ConvolutionStep(
            Node node,
            Convolution kernel,
            Addresses reads,
            Addresses results,
            Epilogue epilogue,
            ThreadTeam team,
            boolean keeps) {
        this.node = node;
        this.batch = node.input(0).shape().size(0);
        this.reads = reads;
        this.results = results;
        this.epilogue = epilogue;
        this.team = team;
        this.kernel = kernel;
        this.call = new ConvCall(team, batch, epilogue);
        long pixels = node.shape().size() / node.shape().size(-1);
        this.keptBytes = keeps && pixels <= FEW_PIXELS ? kernel.keptBytes() : 0;
    }

    static Step of(Node node, Addresses reads, Addresses results, Epilogue epilogue, ThreadTeam team, boolean keeps) {
        boolean empty = node.shape().size() == 0
                || node.inputs().stream().anyMatch(input -> input.shape().size() == 0);
        return empty
                ? new ZeroStep(node, results)
                : new ConvolutionStep(node, kernel(node), reads, results, epilogue, team, keeps);
    }

    private static Convolution kernel(Node node) {
        boolean single = node.dtype() == DType.FLOAT32;
        return switch (node.op()) {
            case jacobian.engine.graph.Convolution(var window, int groups) -> {
                var geometry = geometry(
                        window, groups, node.input(0).shape(), node.shape().size(-1));
                yield single ? Convolution.forward(geometry) : Convolution.forwardFloat64(geometry);
            }
            case ConvolutionInputGradient(var window, int groups, var shape) -> {
                var geometry =
                        geometry(window, groups, shape, node.input(0).shape().size(-1));
                yield single ? Convolution.inputGradient(geometry) : Convolution.inputGradientFloat64(geometry);
            }
            case ConvolutionKernelGradient(var window, int groups, var shape) -> {
                var geometry = geometry(window, groups, node.input(0).shape(), shape.size(-1));
                yield single ? Convolution.kernelGradient(geometry) : Convolution.kernelGradientFloat64(geometry);
            }
            default -> throw new IllegalStateException(node + " is no convolution");
        };
    }

    private static ConvGeometry geometry(Window window, int groups, Shape images, int filters) {
        var axes = Windows.axes(window, images);
        return new ConvGeometry(axes[0], axes[1], axes[2], images.size(-1), filters, groups);
    }

    @Override
    public long scratchBytes() {
        return kernel.scratchBytes(batch, team.size());
    }

    @Override
    public void run(long scratch) {
        var operands = reads.now();
        epilogue.start();
        call.move(operands[0], operands[1], results.first(), scratch);
        long now = keptBytes == 0 ? CpuBuffer.UNKNOWN : reads.stamp(1);
        boolean keeps = now != CpuBuffer.UNKNOWN;
        call.keep(keeps ? kept() : 0, keeps && now == stamp);
        stamp = CpuBuffer.UNKNOWN;
        kernel.run(call);
        stamp = now;
    }

    private long kept() {
        var memory = kept;
        if (memory == null) {
            memory = OffHeap.allocate(this, keptBytes);
            kept = memory;
        }
        return memory.address();
    }

    @Override
    public String explain() {
        return node.op() + " of " + node.input(0).shape() + " and "
                + node.input(1).shape();
    }
}
