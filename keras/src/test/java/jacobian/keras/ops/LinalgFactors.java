package jacobian.keras.ops;

import static jacobian.keras.ops.Matrices.transpose;

import jacobian.engine.tensor.Tensor;
import java.util.List;

/// What the factorizations of `keras.ops.linalg` are here. Open signs and phases are fixed as in
/// tools/golden/oracle/ops_linalg.py.
final class LinalgFactors {
    private LinalgFactors() {}

    static OpTable factorizations() {
        return new OpTable()
                .of("cholesky", (x, args) -> args.flag("upper") ? Linalg.cholesky(x, true) : Linalg.cholesky(x))
                .of("cholesky_inverse", (x, args) -> Linalg.choleskyInverse(x, args.flag("upper")))
                .many("qr", (in, args) -> {
                    boolean complete = args.text("mode", "reduced").equals("complete");
                    var mode = complete ? Linalg.QrMode.COMPLETE : Linalg.QrMode.REDUCED;
                    return fixed(args.has("mode") ? Linalg.qr(in.get(0), mode) : Linalg.qr(in.get(0)));
                })
                .many("lu_factor", (in, _) -> {
                    var lu = Linalg.luFactor(in.get(0));
                    return List.of(lu.lu(), lu.pivots());
                })
                .many("svd", (in, args) -> {
                    if (!args.flag("compute_uv", true)) {
                        return List.of(Linalg.singularValues(in.get(0)));
                    }
                    return fixed(
                            args.has("full_matrices")
                                    ? Linalg.svd(in.get(0), args.flag("full_matrices"))
                                    : Linalg.svd(in.get(0)));
                })
                .many("eigh", (in, _) -> {
                    var eigh = Linalg.eigh(in.get(0));
                    return List.of(eigh.w(), eigh.v().multiply(signs(eigh.v())));
                })
                .many("eig", (in, _) -> fixed(Linalg.eig(in.get(0))));
    }

    /// The sign of the sum of each column.
    private static Tensor signs(Tensor x) {
        return x.sumKeep(-2).sign();
    }

    private static List<Tensor> fixed(Linalg.Qr qr) {
        int k = Math.min(qr.q().shape().size(-2), qr.r().shape().size(-1));
        var r = qr.r().range(-2, 0, k);
        var square = r.range(-1, 0, k);
        var sign = square.multiply(Matrices.identity(square)).sum(-1).sign();
        return List.of(qr.q().range(-1, 0, k).multiply(sign.expandDims(-2)), r.multiply(sign.expandDims(-1)));
    }

    private static List<Tensor> fixed(Linalg.Svd svd) {
        int k = svd.s().shape().size(-1);
        var u = svd.u().range(-1, 0, k);
        var sign = signs(u);
        return List.of(u.multiply(sign), svd.s(), svd.vh().range(-2, 0, k).multiply(transpose(sign)));
    }

    private static List<Tensor> fixed(Linalg.Eig eig) {
        var order = eig.w().real().add(eig.w().imaginary().multiply(0.01)).argsort(0, false);
        var re = eig.v().real().take(order, 1);
        var im = eig.v().imaginary().take(order, 1);
        var total = new Complex(re.sum(0), im.sum(0));
        var size = total.abs();
        var back = total.conjugate();
        var phase = new Complex(
                back.real().divide(size).broadcastTo(re.shape()),
                back.imaginary().divide(size).broadcastTo(re.shape()));
        var v = new Complex(re, im).multiply(phase);
        return List.of(eig.w().real().take(order, 0), eig.w().imaginary().take(order, 0), v.real(), v.imaginary());
    }
}
