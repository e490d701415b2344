package jacobian.keras.ops;

import jacobian.engine.tensor.Tensor;
import java.util.List;

/// What `keras.ops.linalg` is here.
final class LinalgOps {
    private LinalgOps() {}

    static OpTable factorizations() {
        return new OpTable()
                .of("cholesky", (x, args) -> args.flag("upper") ? Linalg.cholesky(x, true) : Linalg.cholesky(x))
                .of("cholesky_inverse", (x, args) -> Linalg.choleskyInverse(x, args.flag("upper")))
                .many("qr", (in, args) -> {
                    boolean complete = args.text("mode", "reduced").equals("complete");
                    var qr = Linalg.qr(in.get(0), complete ? Linalg.QrMode.COMPLETE : Linalg.QrMode.REDUCED);
                    return List.of(qr.q(), qr.r());
                })
                .many("svd", (in, args) -> {
                    if (!args.flag("compute_uv", true)) {
                        return List.of(Linalg.singularValues(in.get(0)));
                    }
                    var svd = Linalg.svd(in.get(0), args.flag("full_matrices", true));
                    return List.of(svd.u(), svd.s(), svd.vh());
                })
                .many("eigh", (in, _) -> {
                    var eigh = Linalg.eigh(in.get(0));
                    return List.of(eigh.w(), eigh.v());
                });
    }

    static OpTable solutions() {
        return new OpTable()
                .unary("inv", Linalg::inv)
                .unary("det", Linalg::det)
                .unary("logdet", Linalg::logdet)
                .many("slogdet", (in, _) -> {
                    var slogdet = Linalg.slogdet(in.get(0));
                    return List.of(slogdet.sign(), slogdet.logabsdet());
                })
                .binary("solve", Linalg::solve)
                .one(
                        "solve_triangular",
                        (in, args) -> args.flag("lower")
                                ? Linalg.solveTriangular(in.get(0), in.get(1), true)
                                : Linalg.solveTriangular(in.get(0), in.get(1)))
                .one(
                        "lstsq",
                        (in, args) -> args.has("rcond")
                                ? Linalg.lstsq(in.get(0), in.get(1), args.number("rcond", 0))
                                : Linalg.lstsq(in.get(0), in.get(1)))
                .of("pinv", (x, args) -> args.has("rcond") ? Linalg.pinv(x, args.number("rcond", 0)) : Linalg.pinv(x))
                .of(
                        "matrix_rank",
                        (x, args) ->
                                args.has("tol") ? Linalg.matrixRank(x, args.number("tol", 0)) : Linalg.matrixRank(x))
                .of("norm", LinalgOps::norm);
    }

    private static Tensor norm(Tensor x, Given args) {
        int[] axis = args.ints("axis");
        boolean keep = args.flag("keepdims");
        if (!args.has("ord") && axis.length == 0) {
            return keep ? Linalg.normKeep(x) : Linalg.norm(x);
        }
        var ord = args.text("ord", axis.length == 1 ? "2" : "fro");
        return switch (ord) {
            case "fro", "nuc" -> {
                var norm = ord.equals("fro") ? Linalg.MatrixNorm.FRO : Linalg.MatrixNorm.NUC;
                yield keep ? Linalg.normKeep(x, norm, axis) : Linalg.norm(x, norm, axis);
            }
            default -> {
                double order = Double.parseDouble(ord);
                yield keep ? Linalg.normKeep(x, order, axis) : Linalg.norm(x, order, axis);
            }
        };
    }
}
