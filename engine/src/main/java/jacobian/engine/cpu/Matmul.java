package jacobian.engine.cpu;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A matrix product, prepared for one geometry and one number of threads; a run allocates nothing.
///
/// Every element of the result is `sum over blocks of (fma chain over the block, from 0)`, the depth cut into
/// equal blocks of at most 1024. The cut depends on the depth alone: the bits are the same for any number of
/// threads, any vector width, with and without the Vector API.
///
/// One instance serves one run at a time.
public final class Matmul {
    /// Work under this many operations stays on one thread: about 20 microseconds of one core.
    private static final long OPERATIONS_WORTH_A_THREAD = 1_000_000;

    /// A matrix of fewer bytes is read by one thread in under 8 microseconds, whatever is done with it.
    private static final long BYTES_WORTH_A_THREAD = 500_000;

    /// Operations of a chunk, about 5 microseconds; and chunks for each thread at most.
    private static final long OPERATIONS_OF_A_CHUNK = 500_000;

    private static final int CHUNKS_A_THREAD = 8;

    /// Smaller float32 products, of small examples and unit tests, are not worth compiling tiles for.
    private static final long OPERATIONS_WORTH_VECTORS = 16_384;

    /// The same for a single row, for which nothing is packed.
    private static final long ROW_WORTH_VECTORS = 2_048;

    private final MatmulGeometry geometry;
    private final MatmulPart[] parts;
    private final long scratchPerPart;
    private final ThreadTeam.Work work = this::runPart;

    // The longer side is split, in blocks of whole tiles.
    private final boolean splitRows;
    private final int blockExtent;
    private final long blocksPerMatrix;

    // A chunk of blocks is what a thread takes at a time.
    private final boolean sharesPacking;
    private long chunk;

    private final WorkCounter blocks = new WorkCounter();

    // The addresses of the run in progress.
    private long a;
    private long b;
    private long c;
    private long scratch;
    private int activeParts;

    /// Most threads that work; while kernels are being compiled, one core is left to the JIT compiler.
    private int mostActive = Integer.MAX_VALUE;

    /// Does the work with the same bits until the kernels are ready.
    private @Nullable Matmul standIn;

    private Matmul(MatmulPart[] parts, Epilogue epilogue) {
        this.parts = parts;
        geometry = parts[0].geometry;
        var blocking = parts[0].blocking;
        scratchPerPart = (parts[0].scratchBytes() + Memory.ALIGNMENT - 1) / Memory.ALIGNMENT * Memory.ALIGNMENT;
        splitRows = geometry.rows() >= geometry.columns();
        blockExtent = splitRows ? blocking.tileRows() : blocking.tileColumns();
        int extent = splitRows ? geometry.rows() : geometry.columns();
        blocksPerMatrix = (extent + blockExtent - 1) / blockExtent;
        // What all chunks of a matrix read is packed once by each thread, if it is one block.
        sharesPacking = MatmulPart.depthBlocks(geometry.depth()) == 1
                && (splitRows ? geometry.columns() <= blocking.columns() : geometry.rows() <= blocking.rows());
        for (int t = 0; t < parts.length; t++) {
            parts[t].attach(t, epilogue);
        }
    }

    /// A float32 product for a team of `threads` threads.
    public static Matmul float32(MatmulGeometry geometry, int threads, Epilogue epilogue) {
        var scalar = new ScalarKernels();
        var kernels = Kernels.standard();
        if (geometry.operations() < (geometry.rows() == 1 ? ROW_WORTH_VECTORS : OPERATIONS_WORTH_VECTORS)) {
            return of(() -> scalar.float32Matmul(geometry), threads, epilogue);
        }
        var matmul = of(() -> kernels.float32Matmul(geometry), threads, epilogue);
        if (!kernels.ready(0)) {
            matmul.standIn = of(() -> scalar.float32Matmul(geometry), threads, epilogue);
            matmul.standIn.mostActive = Math.max(1, threads - 1);
        }
        return matmul;
    }

    /// A float64 product for a team of `threads` threads.
    public static Matmul float64(MatmulGeometry geometry, int threads, Epilogue epilogue) {
        return of(() -> Kernels.standard().float64Matmul(geometry), threads, epilogue);
    }

    /// An int32 product, modulo 2^32, for a team of `threads` threads.
    public static Matmul int32(MatmulGeometry geometry, int threads, Epilogue epilogue) {
        return of(() -> new Int32Matmul(geometry), threads, epilogue);
    }

    /// An int64 product, modulo 2^64, for a team of `threads` threads.
    public static Matmul int64(MatmulGeometry geometry, int threads, Epilogue epilogue) {
        return of(() -> new Int64Matmul(geometry), threads, epilogue);
    }

    /// A product whose parts are made by `part`: how tests and benchmarks name the kernels themselves.
    public static Matmul of(Supplier<MatmulPart> part, int threads, Epilogue epilogue) {
        var parts = new MatmulPart[threads];
        for (int t = 0; t < threads; t++) {
            parts[t] = part.get();
        }
        return new Matmul(parts, epilogue);
    }

    /// Bytes of scratch memory that a run needs, for all threads together.
    public long scratchBytes() {
        return scratchPerPart * parts.length;
    }

    /// What this product computes.
    public MatmulGeometry geometry() {
        return geometry;
    }

    /// From now on a steady `b` is another, or lies elsewhere.
    public void forget() {
        for (var part : parts) {
            part.forgetB();
        }
        if (standIn != null) {
            standIn.forget();
        }
    }

    /// Computes the product of the matrices at byte addresses `a` and `b` into `c`. `scratch` is a multiple of
    /// 64 and starts [#scratchBytes] bytes that nobody else uses during the run; what it holds does not matter.
    /// With a steady `b` it is the same, and nobody else's, from one [#forget] to the next.
    ///
    /// @throws IllegalArgumentException if the team has more threads than this product was prepared for
    public void run(ThreadTeam team, long a, long b, long c, long scratch) {
        if (team.size() > parts.length) {
            throw new IllegalArgumentException(
                    "a matmul prepared for %d threads cannot run on a team of %d".formatted(parts.length, team.size()));
        }
        if (standIn != null && standsIn()) {
            standIn.run(team, a, b, c, scratch);
            return;
        }
        this.a = a;
        this.b = b;
        this.c = c;
        this.scratch = scratch;
        activeParts = activeParts(team);
        chunk = chunk();
        blocks.start();
        if (activeParts == 1) {
            runPart(0);
        } else {
            team.run(work);
        }
    }

    private boolean standsIn() {
        long operations = geometry.operations();
        boolean stands = !Kernels.standard().ready(operations < OPERATIONS_WORTH_VECTORS ? 0 : operations);
        if (!stands) {
            this.standIn = null;
        }
        return stands;
    }

    private int activeParts(ThreadTeam team) {
        long bytes = (long) geometry.batches() * geometry.depth() * geometry.columns() * parts[0].elementBytes();
        long worth = 1 + Math.max(geometry.operations() / OPERATIONS_WORTH_A_THREAD, bytes / BYTES_WORTH_A_THREAD);
        return (int) Math.min(Math.min(team.size(), mostActive), worth);
    }

    /// Blocks of a chunk: all of a thread's share where more would be packed otherwise.
    private long chunk() {
        long units = blocksPerMatrix * geometry.batches();
        long share = (units + activeParts - 1) / activeParts;
        if (activeParts == 1 || !sharesPacking) {
            return Math.max(1, share);
        }
        long least = OPERATIONS_OF_A_CHUNK * units / Math.max(1, geometry.operations());
        return Math.clamp(share / CHUNKS_A_THREAD, Math.clamp(least, 1, Math.max(1, share)), Math.max(1, share));
    }

    /// Part `t` takes chunks of the row or column blocks of all matrices of the batch until there are none left.
    private void runPart(int t) {
        if (t >= activeParts) {
            return;
        }
        var part = parts[t];
        part.scratch = scratch + t * scratchPerPart;
        part.beginRun();
        long units = blocksPerMatrix * geometry.batches();
        for (long unit = blocks.take(chunk); unit < units; unit = blocks.take(chunk)) {
            runChunk(part, unit, Math.min(units, unit + chunk));
        }
    }

    private void runChunk(MatmulPart part, long unit, long end) {
        while (unit < end) {
            long batch = unit / blocksPerMatrix;
            long first = unit - batch * blocksPerMatrix;
            long last = Math.min(blocksPerMatrix, first + end - unit);
            runBlocks(part, (int) batch, first, last);
            unit += last - first;
        }
    }

    private void runBlocks(MatmulPart part, int batch, long first, long last) {
        long bytes = part.elementBytes();
        part.a = a + bytes * geometry.a().offset(batch, 0, 0);
        part.b = b + bytes * geometry.b().offset(batch, 0, 0);
        part.c = c + bytes * geometry.c().offset(batch, 0, 0);
        int extent = splitRows ? geometry.rows() : geometry.columns();
        int from = (int) Math.min(extent, first * blockExtent);
        int to = (int) Math.min(extent, last * blockExtent);
        if (splitRows) {
            part.run(batch, from, to, 0, geometry.columns());
        } else {
            part.run(batch, 0, geometry.rows(), from, to);
        }
    }
}
