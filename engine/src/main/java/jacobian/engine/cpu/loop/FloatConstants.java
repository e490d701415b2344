package jacobian.engine.cpu.loop;

/// Numbers of the float32 formulas, shared by [FloatMath] and its vector twin, which must give the same bits.
///
/// Polynomials are minimax fits (Lawson's iteration in float64, then rounded); the error beside each is
/// relative to
/// the function.
public final class FloatConstants {
    private FloatConstants() {}

    /// 1.5 * 2^23: added and subtracted it rounds to the nearest integer, whose low bits are then the float's
    /// own.
    public static final float ROUNDER = 12582912f;

    public static final float LOG2_E = 1.44269504f;
    /// ln 2 in two parts; the first has few enough bits for n times it to be exact.
    public static final float LN2_HIGH = 0.693359375f;

    public static final float LN2_LOW = -2.12194440e-4f;

    /// Beyond these exp is infinite, or rounds to zero.
    public static final float EXP_HIGHEST = 88.72284f;

    public static final float EXP_LOWEST = -103.97208f;
    /// Below this expm1 is -1 in float32.
    public static final float EXPM1_LOWEST = -17.4f;

    /// (e^r - 1 - r) / r^2 on ln 2 / 2 either side of 0, error 3e-10 of e^r - 1.
    public static final float EXP_0 = 0.5f;

    public static final float EXP_1 = 0.1666666567325592f;
    public static final float EXP_2 = 0.04166634753346443f;
    public static final float EXP_3 = 0.008333391509950161f;
    public static final float EXP_4 = 0.001394165214151144f;
    public static final float EXP_5 = 0.00019845958740916103f;

    /// Bits of the square root of a half: mantissas are taken from there up to the square root of 2.
    public static final int SQRT_HALF_BITS = 0x3f3504f3;

    /// (log(1 + f) - f + f^2 / 2) / f^3 there, error 8e-10.
    public static final float LOG_0 = 0.3333331346511841f;

    public static final float LOG_1 = -0.25000008940696716f;
    public static final float LOG_2 = 0.20002123713493347f;
    public static final float LOG_3 = -0.16668005287647247f;
    public static final float LOG_4 = 0.14219452440738678f;
    public static final float LOG_5 = -0.12405340373516083f;
    public static final float LOG_6 = 0.11888696998357773f;
    public static final float LOG_7 = -0.11677515506744385f;
    public static final float LOG_8 = 0.06747730821371078f;

    /// pi / 2 in three parts, for arguments up to [#SIN_REDUCED].
    public static final float HALF_PI_1 = 1.5707964f;

    public static final float HALF_PI_2 = -4.371139e-8f;
    public static final float HALF_PI_3 = -1.7151245e-15f;
    public static final float TWO_BY_PI = 0.63661975f;
    /// Larger arguments of sin and cos go through `StrictMath`.
    public static final float SIN_REDUCED = 65536f;

    /// (sin r - r) / r^3 in r^2 on pi / 4 either side of 0, error 5e-12.
    public static final float SIN_0 = -0.1666666716337204f;

    public static final float SIN_1 = 0.008333329111337662f;
    public static final float SIN_2 = -0.0001983930415008217f;
    public static final float SIN_3 = 2.718046516747563e-06f;

    /// (cos r - 1 + r^2 / 2) / r^4 in r^2, error 1e-10.
    public static final float COS_0 = 0.04166664555668831f;

    public static final float COS_1 = -0.0013887309469282627f;
    public static final float COS_2 = 2.443241282890085e-05f;

    /// From here on tanh is 1 in float32.
    public static final float TANH_ONE = 9.1f;

    /// Where erf changes from its odd polynomial to 1 - exp(polynomial); both after Norbert Juffa.
    public static final float ERF_MIDDLE = 0.927734375f;

    /// Where erf is 1 in float32.
    public static final float ERF_ONE = 4f;

    public static final float ERF_NEAR_0 = 1.28379166e-1f;
    public static final float ERF_NEAR_1 = -3.76125336e-1f;
    public static final float ERF_NEAR_2 = 1.12819925e-1f;
    public static final float ERF_NEAR_3 = -2.67681349e-2f;
    public static final float ERF_NEAR_4 = 4.99119423e-3f;
    public static final float ERF_NEAR_5 = -5.96761703e-4f;
    public static final float ERF_FAR_1 = -1.28717512e-1f;
    public static final float ERF_FAR_2 = -6.34846687e-1f;
    public static final float ERF_FAR_3 = -1.06777877e-1f;
    public static final float ERF_FAR_4 = 2.42546219e-2f;
    public static final float ERF_FAR_5 = -3.88396438e-3f;
    public static final float ERF_FAR_6 = 3.83197126e-4f;
    public static final float ERF_FAR_7 = -1.72853470e-5f;
}
