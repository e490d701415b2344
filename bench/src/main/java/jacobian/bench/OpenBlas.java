package jacobian.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

/// OpenBLAS, where it is installed on the machine (`apt-get install libopenblas0-pthread`): the measure of matrix
/// products.
@SuppressWarnings("restricted")
public final class OpenBlas {
    private static final List<String> NAMES =
            List.of("libopenblas.so.0", "libopenblas.so", "libopenblas.dylib", "libopenblas.dll");
    private static final int ROW_MAJOR = 101;
    private static final int PLAIN = 111;
    private static final int TRANSPOSED = 112;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Optional<SymbolLookup> LIBRARY = open();

    private OpenBlas() {}

    /// What the library says of itself, with its version and the core it runs on; empty if there is none.
    public static Optional<String> description() {
        return LIBRARY.map(_ -> text("openblas_get_config").strip() + ", core " + text("openblas_get_corename"));
    }

    /// Sets the number of threads of all later products.
    public static void threads(int threads) {
        var type = FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT);
        try {
            handle("openblas_set_num_threads", type).invokeExact(threads);
        } catch (Throwable e) {
            throw new IllegalStateException("openblas_set_num_threads failed", e);
        }
    }

    /// `c = a · b` for matrices at byte addresses; of a transposed one the transpose is stored row by row.
    public static void sgemm(MatmulBench.Case size, long a, long b, long c) {
        int ofA = size.transposeA() ? TRANSPOSED : PLAIN;
        int ofB = size.transposeB() ? TRANSPOSED : PLAIN;
        int rowOfA = size.transposeA() ? size.rows() : size.depth();
        int rowOfB = size.transposeB() ? size.depth() : size.columns();
        try {
            Sgemm.HANDLE.invokeExact(
                    ROW_MAJOR,
                    ofA,
                    ofB,
                    size.rows(),
                    size.columns(),
                    size.depth(),
                    1f,
                    a,
                    rowOfA,
                    b,
                    rowOfB,
                    0f,
                    c,
                    size.columns());
        } catch (Throwable e) {
            throw new IllegalStateException("cblas_sgemm failed", e);
        }
    }

    private static Optional<SymbolLookup> open() {
        for (String name : NAMES) {
            try {
                return Optional.of(SymbolLookup.libraryLookup(name, Arena.global()));
            } catch (IllegalArgumentException e) {
                continue; // not under this name
            }
        }
        return Optional.empty();
    }

    /// Apart, so that it is looked up only where the library is there, and constant for the JIT compiler.
    private static final class Sgemm {
        static final MethodHandle HANDLE = handle("cblas_sgemm", type());

        private static FunctionDescriptor type() {
            var number = ValueLayout.JAVA_INT;
            var factor = ValueLayout.JAVA_FLOAT;
            var address = ValueLayout.JAVA_LONG;
            return FunctionDescriptor.ofVoid(
                    number, number, number, number, number, number, factor, address, number, address, number, factor,
                    address, number);
        }
    }

    private static MethodHandle handle(String name, FunctionDescriptor type) {
        return LINKER.downcallHandle(LIBRARY.orElseThrow().findOrThrow(name), type);
    }

    private static String text(String function) {
        try {
            var segment = (MemorySegment)
                    handle(function, FunctionDescriptor.of(ValueLayout.ADDRESS)).invokeExact();
            return segment.reinterpret(1024).getString(0);
        } catch (Throwable e) {
            throw new IllegalStateException(function + " failed", e);
        }
    }
}
