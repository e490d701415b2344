package jacobian.engine.cpu.simd;

import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import jacobian.engine.cpu.loop.Instruction;
import jacobian.engine.cpu.loop.LoopOutput;
import jacobian.engine.cpu.loop.Threefry;
import jacobian.engine.graph.Reduce;
import jacobian.engine.shape.DType;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Emits the code of one vector of each value, into the loop or, under a mask, into what follows it.
final class LoopBody {
    private static final int NO_MASK = -1;

    private final CodeBuilder code;
    private final LoopPasses passes;
    private final List<DType> dtypes;
    /// Local variables: a pointer to the row of each array, position in the row, columns, scratch memory and bytes
    /// of a row of it.
    final int[] pointers;

    int index;
    int columns;
    int scratch;
    int rowBytes;
    private int mask = NO_MASK;
    /// Local variables that hold a vector of a value.
    private final Map<Integer, Integer> uniforms = new HashMap<>();

    private final Map<Integer, Integer> locals = new HashMap<>();
    private final List<int[]> sums = new ArrayList<>();

    LoopBody(CodeBuilder code, LoopPasses passes, int arrays) {
        this.code = code;
        this.passes = passes;
        this.dtypes = passes.form.loop().dtypes();
        this.pointers = new int[arrays];
    }

    private void call(ClassDesc owner, String name, ClassDesc result, ClassDesc... parameters) {
        code.invokestatic(owner, name, MethodTypeDesc.of(result, parameters));
    }

    private void load(int value) {
        var uniform = uniforms.get(value);
        code.aload(uniform != null ? uniform : Objects.requireNonNull(locals.get(value)));
    }

    private void keep(Map<Integer, Integer> where, int value) {
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(local);
        where.put(value, local);
    }

    /// Puts pointer + (index + u vectors) * bytes on the stack.
    private void address(int pointer, int u, int bytes) {
        code.lload(pointer).iload(index).i2l();
        if (u > 0) {
            code.loadConstant((long) u * LoopMemory.LANES).ladd();
        }
        if (bytes > 1) {
            code.loadConstant(2).lshl();
        }
        code.ladd();
    }

    private static int bytes(DType dtype) {
        return dtype.bytes();
    }

    /// Computes the uniform values that are known before pass `p`.
    void uniforms(int p) {
        for (int i : passes.before(p)) {
            var dtype = dtypes.get(i);
            var type = LoopTypes.of(dtype);
            var kind = LoopSupport.capital(dtype);
            switch (passes.body.get(i)) {
                case Instruction.Literal(double value, var _) -> literal(value, dtype);
                case Instruction.Load(int operand) -> {
                    code.lload(pointers[operand]);
                    call(LoopTypes.MEMORY, "repeat" + kind, type, CD_long);
                }
                case Instruction.Index _ -> {
                    code.lload(pointers[passes.form.indexArray(passes.body.get(i))])
                            .l2i();
                    call(LoopTypes.MEMORY, "intOf", type, CD_int);
                }
                case Instruction.RowReduce _ -> {
                    lanesOf(i);
                    call(LoopTypes.MEMORY, "repeatFloat", type, CD_long);
                }
                case Instruction.Apply _ -> apply(i);
                case Instruction.RandomBits _ -> throw new IllegalStateException("random bits differ along a row");
            }
            keep(uniforms, i);
        }
    }

    private void literal(double value, DType dtype) {
        if (dtype == DType.FLOAT32) {
            code.loadConstant((float) value);
            call(LoopTypes.MEMORY, "floatOf", LoopTypes.FLOATS, CD_float);
        } else {
            code.loadConstant(dtype == DType.INT32 ? (int) value : value != 0 ? 1 : 0);
            call(LoopTypes.MEMORY, dtype == DType.INT32 ? "intOf" : "boolOf", LoopTypes.of(dtype), CD_int);
        }
    }

    /// Address of the 16 lanes of a reduction along the row.
    private void lanesOf(int reduction) {
        code.lload(scratch).loadConstant(64L * passes.slot(reduction)).ladd();
    }

    private void apply(int i) {
        var instruction = (Instruction.Apply) passes.body.get(i);
        var args = instruction.args();
        args.forEach(this::load);
        var name = LoopSupport.method(instruction.op(), dtypes.get(args.getFirst()), dtypes.get(i));
        if (!name.isEmpty()) {
            var types = args.stream().map(arg -> LoopTypes.of(dtypes.get(arg))).toArray(ClassDesc[]::new);
            var owner = LoopSupport.isFunction(instruction.op()) ? LoopTypes.FUNCTIONS : LoopTypes.ARITHMETIC;
            call(owner, name, LoopTypes.of(dtypes.get(i)), types);
        }
    }

    /// One vector of everything in pass `p`, `u` vectors behind the index.
    void vector(int p, int u) {
        locals.clear();
        for (int i : passes.values(p)) {
            value(i, p, u);
            keep(locals, i);
            if (passes.keptRow(i) >= 0 && passes.computed(i, p)) {
                load(i);
                keptAddress(i, u);
                store(dtypes.get(i));
            }
        }
        int sum = 0;
        for (int reduction : passes.reductions(p)) {
            take(
                    ((Instruction.RowReduce) passes.body.get(reduction)).kind(),
                    passes.args(reduction).getFirst(),
                    sum++,
                    u);
        }
        if (p == passes.count() - 1) {
            wideOutputs(sum, u);
        }
    }

    /// The same for the last columns, `u` vectors behind the index.
    void maskedVector(int p, int u) {
        mask = code.allocateLocal(TypeKind.REFERENCE);
        code.iload(index).loadConstant(u * LoopMemory.LANES).iadd().iload(columns);
        call(LoopTypes.MEMORY, "rest", LoopTypes.MASK, CD_int, CD_int);
        code.astore(mask);
        vector(p, u);
        mask = NO_MASK;
    }

    private void wideOutputs(int firstSum, int u) {
        int sum = firstSum;
        for (var output : passes.wide()) {
            switch (output) {
                case LoopOutput.Store(int value, int operand) -> {
                    load(value);
                    address(pointers[operand], u, bytes(dtypes.get(value)));
                    store(dtypes.get(value));
                }
                case LoopOutput.Reduced(int value, var kind, int operand) -> {
                    if (passes.form.lanes()) {
                        take(kind, value, sum++, u);
                    } else {
                        address(pointers[operand], u, bytes(dtypes.get(value)));
                        fetch(dtypes.get(value));
                        load(value);
                        combine(kind);
                        address(pointers[operand], u, bytes(dtypes.get(value)));
                        store(dtypes.get(value));
                    }
                }
            }
        }
    }

    private void value(int i, int p, int u) {
        var instruction = passes.body.get(i);
        if (!passes.computed(i, p)) {
            keptAddress(i, u);
            fetch(dtypes.get(i));
            return;
        }
        switch (instruction) {
            case Instruction.Load(int operand) -> {
                address(pointers[operand], u, bytes(dtypes.get(i)));
                fetch(dtypes.get(i));
            }
            case Instruction.Index _ -> {
                code.lload(pointers[passes.form.indexArray(instruction)])
                        .l2i()
                        .iload(index)
                        .iadd();
                code.loadConstant(u * LoopMemory.LANES).iadd();
                call(LoopTypes.MEMORY, "count", LoopTypes.INTS, CD_int);
            }
            case Instruction.RandomBits(int key, int counter) ->
                random(pointers[key], pointers[counter], pointers[passes.form.indexArray(instruction)], u);
            case Instruction.Apply _ -> apply(i);
            case Instruction.Literal _, Instruction.RowReduce _ ->
                throw new IllegalStateException("uniform: " + instruction);
        }
    }

    private void keptAddress(int i, int u) {
        int row = code.allocateLocal(TypeKind.LONG);
        code.lload(scratch).loadConstant(64L * passes.slots()).ladd();
        code.lload(rowBytes)
                .loadConstant((long) passes.keptRow(i))
                .lmul()
                .ladd()
                .lstore(row);
        address(row, u, bytes(dtypes.get(i)));
    }

    /// A vector from the address on the stack.
    private void fetch(DType dtype) {
        var name = "load" + LoopSupport.capital(dtype);
        if (mask == NO_MASK) {
            call(LoopTypes.MEMORY, name, LoopTypes.of(dtype), CD_long);
        } else {
            code.aload(mask);
            call(LoopTypes.MEMORY, name, LoopTypes.of(dtype), CD_long, LoopTypes.MASK);
        }
    }

    /// The vector on the stack to the address on top of it.
    private void store(DType dtype) {
        if (mask == NO_MASK) {
            call(LoopTypes.MEMORY, "store", CD_void, LoopTypes.of(dtype), CD_long);
        } else {
            code.aload(mask);
            call(LoopTypes.MEMORY, "store", CD_void, LoopTypes.of(dtype), CD_long, LoopTypes.MASK);
        }
    }

    private static String name(Reduce.Kind kind) {
        return switch (kind) {
            case SUM -> "Sum";
            case PRODUCT -> "Product";
            case MAX -> "Max";
            case MIN -> "Min";
        };
    }

    private void combine(Reduce.Kind kind) {
        call(LoopTypes.REDUCTIONS, "take" + name(kind), LoopTypes.FLOATS, LoopTypes.FLOATS, LoopTypes.FLOATS);
    }

    private void take(Reduce.Kind kind, int value, int sum, int u) {
        code.aload(sums.get(sum)[u]);
        load(value);
        if (mask == NO_MASK) {
            combine(kind);
        } else {
            code.aload(mask);
            call(
                    LoopTypes.REDUCTIONS,
                    "take" + name(kind),
                    LoopTypes.FLOATS,
                    LoopTypes.FLOATS,
                    LoopTypes.FLOATS,
                    LoopTypes.MASK);
        }
        code.astore(sums.get(sum)[u]);
    }

    private static float identity(Reduce.Kind kind) {
        return switch (kind) {
            case SUM -> 0;
            case PRODUCT -> 1;
            case MAX -> Float.NEGATIVE_INFINITY;
            case MIN -> Float.POSITIVE_INFINITY;
        };
    }

    private List<LoopOutput> laneOutputs(int p) {
        return passes.form.lanes() && p == passes.count() - 1
                ? passes.wide().stream()
                        .filter(LoopOutput.Reduced.class::isInstance)
                        .toList()
                : List.of();
    }

    /// Local variables for the sums of pass `p`: those along the row from their identity, reduced outputs from their
    /// lanes.
    void startSums(int p, int unroll) {
        sums.clear();
        for (int reduction : passes.reductions(p)) {
            var locals = fresh(unroll);
            for (int local : locals) {
                code.loadConstant(identity(((Instruction.RowReduce) passes.body.get(reduction)).kind()));
                call(LoopTypes.MEMORY, "floatOf", LoopTypes.FLOATS, CD_float);
                code.astore(local);
            }
        }
        laneOutputs(p).forEach(output -> fetchLanes(fresh(unroll), () -> code.lload(pointers[output.operand()])));
    }

    /// The same in the code under the mask, which goes on from what the loop has stored.
    void startRest(int p, int unroll) {
        sums.clear();
        passes.reductions(p).forEach(reduction -> fetchLanes(fresh(unroll), () -> lanesOf(reduction)));
        laneOutputs(p).forEach(output -> fetchLanes(fresh(unroll), () -> code.lload(pointers[output.operand()])));
    }

    private int[] fresh(int unroll) {
        var locals = new int[unroll];
        for (int u = 0; u < unroll; u++) {
            locals[u] = code.allocateLocal(TypeKind.REFERENCE);
        }
        sums.add(locals);
        return locals;
    }

    private void fetchLanes(int[] locals, Runnable base) {
        for (int u = 0; u < locals.length; u++) {
            base.run();
            code.loadConstant(4L * u * LoopMemory.LANES).ladd();
            call(LoopTypes.MEMORY, "loadFloat", LoopTypes.FLOATS, CD_long);
            code.astore(locals[u]);
        }
    }

    /// Stores the lanes of all sums of pass `p`.
    void storeSums(int p, int unroll) {
        int sum = 0;
        for (int reduction : passes.reductions(p)) {
            storeLanes(sums.get(sum++), () -> lanesOf(reduction));
        }
        for (var output : laneOutputs(p)) {
            storeLanes(sums.get(sum++), () -> code.lload(pointers[output.operand()]));
        }
    }

    private void storeLanes(int[] locals, Runnable base) {
        for (int u = 0; u < locals.length; u++) {
            code.aload(locals[u]);
            base.run();
            code.loadConstant(4L * u * LoopMemory.LANES).ladd();
            call(LoopTypes.MEMORY, "store", CD_void, LoopTypes.FLOATS, CD_long);
        }
    }

    /// Lets the lanes of the reductions along the row meet; the result stays in front of them, for whoever comes
    /// later.
    void meetSums(int p) {
        for (int reduction : passes.reductions(p)) {
            lanesOf(reduction);
            var kind = ((Instruction.RowReduce) passes.body.get(reduction)).kind();
            call(LoopTypes.REDUCTIONS, "meet" + name(kind), LoopTypes.FLOATS, CD_long);
            lanesOf(reduction);
            call(LoopTypes.MEMORY, "storeOne", CD_void, LoopTypes.FLOATS, CD_long);
        }
    }

    /// Outputs with one number a row, after the last pass.
    void narrowOutputs() {
        for (var output : passes.narrow()) {
            var dtype = dtypes.get(output.value());
            if (output instanceof LoopOutput.Reduced(int _, var kind, int operand)) {
                code.lload(pointers[operand]);
                call(LoopTypes.MEMORY, "repeatFloat", LoopTypes.FLOATS, CD_long);
                load(output.value());
                combine(kind);
            } else {
                load(output.value());
            }
            code.lload(pointers[output.operand()]);
            call(LoopTypes.MEMORY, "storeOne", CD_void, LoopTypes.of(dtype), CD_long);
        }
    }

    private void random(int key, int counter, int linear, int u) {
        int index = code.allocateLocal(TypeKind.LONG);
        address(linear, u, 1);
        code.lstore(index);
        int keyBits = longFrom(key);
        int first = longFrom(counter);
        var ints = LoopTypes.INTS;
        code.lload(index);
        call(LoopTypes.RANDOM, "offset", ints, CD_long);
        int offset = reference();
        code.lload(first).lload(index).aload(offset);
        call(LoopTypes.RANDOM, "low", ints, CD_long, CD_long, ints);
        int a = reference();
        code.lload(first).lload(index).aload(a).aload(offset);
        call(LoopTypes.RANDOM, "high", ints, CD_long, CD_long, ints, ints);
        int b = reference();
        inject(a, keyBits, 0, 0);
        inject(b, keyBits, 1, 0);
        for (int round = 0; round < 20; round++) {
            code.aload(a).aload(b);
            call(LoopTypes.ARITHMETIC, "add", ints, ints, ints);
            code.astore(a).aload(b).loadConstant(Threefry.rotation(round)).aload(a);
            call(LoopTypes.ARITHMETIC, "mix", ints, ints, CD_int, ints);
            code.astore(b);
            if (round % 4 == 3) {
                int group = round / 4 + 1;
                inject(a, keyBits, group % 3, 0);
                inject(b, keyBits, (group + 1) % 3, group);
            }
        }
        code.lload(index).aload(a).aload(b);
        call(LoopTypes.RANDOM, "pick", ints, CD_long, ints, ints);
    }

    private int reference() {
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(local);
        return local;
    }

    private int longFrom(int pointer) {
        int local = code.allocateLocal(TypeKind.LONG);
        code.lload(pointer);
        call(LoopTypes.RANDOM, "readLong", CD_long, CD_long);
        code.lstore(local);
        return local;
    }

    private void inject(int vector, int key, int word, int plus) {
        code.aload(vector).lload(key).loadConstant(word).loadConstant(plus);
        call(LoopTypes.RANDOM, "inject", LoopTypes.INTS, LoopTypes.INTS, CD_long, CD_int, CD_int);
        code.astore(vector);
    }
}
