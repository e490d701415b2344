package jacobian.engine.cpu.program;

import jacobian.engine.cpu.Epilogue;
import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.cpu.loop.BoundLoop;
import jacobian.engine.graph.Barrier;
import jacobian.engine.graph.Binding;
import jacobian.engine.graph.Composite;
import jacobian.engine.graph.Convolution;
import jacobian.engine.graph.ConvolutionInputGradient;
import jacobian.engine.graph.ConvolutionKernelGradient;
import jacobian.engine.graph.Matmul;
import jacobian.engine.graph.Pick;
import jacobian.engine.graph.Pool;
import jacobian.engine.graph.PoolGradient;
import jacobian.engine.graph.PoolIndex;
import jacobian.engine.graph.Reduce;
import jacobian.engine.graph.Scan;
import jacobian.engine.shape.Shape;
import java.util.Arrays;

/// Turns units into steps of a frame: sizes become extents and strides, values become places in the frame's
/// table of addresses.
final class StepBinder {
    private final Frame frame;
    private final Program program;
    private final Binding binding;
    private final ThreadTeam team;

    StepBinder(Frame frame, Program program) {
        this.frame = frame;
        this.program = program;
        this.binding = frame.binding();
        this.team = program.team();
    }

    Step bind(Unit unit) {
        return switch (unit) {
            case LoopUnit loop ->
                new LoopStep(
                        loop,
                        operands(loop),
                        BoundLoop.of(program.loop(loop).loop(), extents(loop), strides(loop)),
                        team);
            case KernelUnit kernel -> kernel(kernel);
        };
    }

    private long[] extents(LoopUnit loop) {
        var space = space(loop);
        return Arrays.stream(loop.order()).mapToLong(axis -> space.size(axis)).toArray();
    }

    /// The known sizes of the loop's space: those of the input of a reduction or of a member's own shape.
    private Shape space(LoopUnit loop) {
        for (var node : loop.members()) {
            if (node.op() instanceof Reduce && node.input(0).rank() == loop.space.rank()) {
                return binding.shape(node.input(0));
            }
            if (!(node.op() instanceof Reduce)
                    && node.rank() == loop.space.rank()
                    && loop.roles.get(node) instanceof LoopUnit.Role(var place, var _)
                    && place == LoopUnit.Place.FULL) {
                return binding.shape(node);
            }
        }
        throw new IllegalStateException("a loop without points: " + loop.members());
    }

    private long[][] strides(LoopUnit loop) {
        int[] order = loop.order();
        return program.loop(loop).operands().stream()
                .map(operand -> operand.strides(operand.use().layout(binding), order))
                .toArray(long[][]::new);
    }

    private Addresses operands(LoopUnit loop) {
        var operands = program.loop(loop).operands();
        var ids = new int[operands.size()];
        var offsets = new long[ids.length];
        for (int i = 0; i < ids.length; i++) {
            var use = operands.get(i).use();
            ids[i] = frame.id(use.root());
            offsets[i] = use.layout(binding).offset() * use.root().dtype().bytes();
        }
        return new Addresses(frame, ids, offsets);
    }

    private Addresses reads(KernelUnit kernel) {
        var uses = kernel.reads();
        var ids = uses.stream().mapToInt(use -> frame.id(use.root())).toArray();
        var offsets = uses.stream()
                .mapToLong(
                        use -> use.layout(binding).offset() * use.root().dtype().bytes())
                .toArray();
        return new Addresses(frame, ids, offsets);
    }

    /// The places of all results in their order, those that nobody picks included.
    private Addresses results(KernelUnit kernel) {
        var types = binding.of(kernel.node).types();
        var ids = new int[types.size()];
        var offsets = new long[types.size()];
        Arrays.fill(ids, Addresses.NOWHERE);
        for (var member : kernel.members()) {
            ids[member.op() instanceof Pick(int index) ? index : 0] = frame.id(member);
        }
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == Addresses.NOWHERE) {
                offsets[i] = frame.unread(CpuBuffer.bytes(types.get(i)));
            }
        }
        return new Addresses(frame, ids, offsets);
    }

    private Step kernel(KernelUnit kernel) {
        var epilogue = kernel.epilogue == null ? Epilogue.NONE : epilogue(kernel.epilogue);
        var node = binding.of(kernel.node);
        var reads = reads(kernel);
        var results = results(kernel);
        return switch (node.op()) {
            case Matmul _ -> new MatmulStep(node, reads, results, epilogue, team, hasSteadyB(kernel));
            case Convolution _, ConvolutionInputGradient _, ConvolutionKernelGradient _ ->
                ConvolutionStep.of(node, reads, results, epilogue, team, program.changesNothing());
            case Pool _, PoolIndex _, PoolGradient _ -> PoolStep.of(node, reads, results, team);
            case Composite _ -> new AttentionStep(node, reads, results, team);
            case Scan _ -> new ScanStep(node, reads, results, team);
            case Barrier _ -> new BarrierStep(reads, results, CpuBuffer.bytes(node.type()));
            default -> new MoveStep(node, reads, results, team);
        };
    }

    private boolean hasSteadyB(KernelUnit kernel) {
        return program.isSteady(kernel.reads().get(1).root());
    }

    private Epilogue epilogue(LoopUnit loop) {
        var built = program.loop(loop);
        var extents = extents(loop);
        return new EpilogueLoop(BoundLoop.ofBlocks(built.loop(), extents, strides(loop)), operands(loop));
    }
}
