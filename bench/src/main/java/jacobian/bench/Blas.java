package jacobian.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/// A library of matrix products on this machine, the measure of ours: OpenBLAS (`apt-get install
/// libopenblas0-pthread`), and MKL where PyTorch or MKL itself is installed.
///
/// Both are called as Fortran calls them, columns first: the product of the transposes in the other order.
@SuppressWarnings("restricted")
public final class Blas {
    private static final List<String> OPENBLAS =
            List.of("libopenblas.so.0", "libopenblas.so", "libopenblas.dylib", "libopenblas.dll");
    private static final List<String> MKL = List.of("libmkl_rt.so.2", "libmkl_rt.so");
    private static final int DESCRIPTION = 1024;
    private static final Linker LINKER = Linker.nativeLinker();

    private static Optional<Blas> openBlas = open("OpenBLAS", OPENBLAS, "openblas_set_num_threads");
    private static Optional<Blas> mkl = open("MKL", MKL, "MKL_Set_Num_Threads_Local");

    private final String name;
    private final SymbolLookup library;
    private final MethodHandle sgemm;
    private final MethodHandle threads;
    private final MemorySegment numbers = Arena.global().allocate(ValueLayout.JAVA_INT, 6);
    private final MemorySegment factors = Arena.global().allocateFrom(ValueLayout.JAVA_FLOAT, 1f, 0f);
    private final MemorySegment letters = Arena.global().allocateFrom("NT");

    private Blas(String name, SymbolLookup library, String setThreads) {
        this.name = name;
        this.library = library;
        var pointer = ValueLayout.JAVA_LONG;
        var thirteen = new ValueLayout[13];
        Arrays.fill(thirteen, pointer);
        sgemm = LINKER.downcallHandle(library.findOrThrow("sgemm_"), FunctionDescriptor.ofVoid(thirteen));
        threads =
                LINKER.downcallHandle(library.findOrThrow(setThreads), FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
    }

    /// OpenBLAS, where it is installed.
    public static Optional<Blas> openBlas() {
        return openBlas;
    }

    /// MKL, where it is installed, or where [#useMkl] named it.
    public static Optional<Blas> mkl() {
        return mkl;
    }

    /// Takes MKL from a library that holds it: `libmkl_rt.so`, or PyTorch's `libtorch_cpu.so`.
    public static void useMkl(Path library) {
        mkl = open("MKL", List.of(library.toString()), "MKL_Set_Num_Threads_Local");
    }

    /// The name in tables.
    public String name() {
        return name;
    }

    /// What the library says of its version.
    public String description() {
        try {
            if (library.find("openblas_get_config").isPresent()) {
                var text = LINKER.downcallHandle(
                        library.findOrThrow("openblas_get_config"), FunctionDescriptor.of(ValueLayout.ADDRESS));
                return ((MemorySegment) text.invokeExact())
                        .reinterpret(DESCRIPTION)
                        .getString(0)
                        .strip();
            }
            var text = LINKER.downcallHandle(
                    library.findOrThrow("MKL_Get_Version_String"),
                    FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
            try (var arena = Arena.ofConfined()) {
                var buffer = arena.allocate(DESCRIPTION);
                text.invokeExact(buffer, DESCRIPTION - 1);
                return buffer.getString(0).strip();
            }
        } catch (Throwable e) {
            throw new IllegalStateException(name + " does not say its version", e);
        }
    }

    /// Sets the number of threads of all later products.
    public void threads(int count) {
        try {
            threads.invokeExact(count);
        } catch (Throwable e) {
            throw new IllegalStateException(name + " cannot be given " + count + " threads", e);
        }
    }

    /// `c = a · b` for matrices at byte addresses, one product of a batch after the other; of a transposed one the
    /// transpose is stored row by row.
    public void sgemm(MatmulBench.Case size, long a, long b, long c) {
        int[] sizes = {
            size.columns(),
            size.rows(),
            size.depth(),
            size.transposeB() ? size.depth() : size.columns(),
            size.transposeA() ? size.rows() : size.depth(),
            size.columns()
        };
        for (int i = 0; i < sizes.length; i++) {
            numbers.setAtIndex(ValueLayout.JAVA_INT, i, sizes[i]);
        }
        long letter = letters.address();
        long number = numbers.address();
        long factor = factors.address();
        try {
            for (int i = 0; i < size.batches(); i++) {
                sgemm.invokeExact(
                        size.transposeB() ? letter + 1 : letter,
                        size.transposeA() ? letter + 1 : letter,
                        number,
                        number + 4,
                        number + 8,
                        factor,
                        b + 4L * i * size.depth() * size.columns(),
                        number + 12,
                        a + 4L * i * size.rows() * size.depth(),
                        number + 16,
                        factor + 4,
                        c + 4L * i * size.rows() * size.columns(),
                        number + 20);
            }
        } catch (Throwable e) {
            throw new IllegalStateException("sgemm of " + name + " failed", e);
        }
    }

    private static Optional<Blas> open(String name, List<String> files, String setThreads) {
        for (String file : files) {
            try {
                var found = file.contains("/")
                        ? SymbolLookup.libraryLookup(Path.of(file), Arena.global())
                        : SymbolLookup.libraryLookup(file, Arena.global());
                return Optional.of(new Blas(name, found, setThreads));
            } catch (IllegalArgumentException | NoSuchElementException e) {
                continue; // not under this name, or without these functions
            }
        }
        return Optional.empty();
    }
}
