package jacobian.keras.tuners;

/// Where between two limits `a` and `b` a number lies that is drawn as `u` from [0, 1).
public enum Sampling {
    /// `a + u (b - a)`: all numbers alike.
    LINEAR {
        @Override
        double at(double u, double a, double b) {
            return a + u * (b - a);
        }

        @Override
        double part(double x, double a, double b) {
            return (x - a) / (b - a);
        }
    },
    /// `a (b / a)^u`: all orders of magnitude alike.
    LOG {
        @Override
        double at(double u, double a, double b) {
            return a * Math.pow(b / a, u);
        }

        @Override
        double part(double x, double a, double b) {
            return Math.log(x / a) / Math.log(b / a);
        }
    },
    /// `a + b - a (b / a)^(1 - u)`: fine near `b`, for numbers such as 0.9, 0.99, 0.999.
    REVERSE_LOG {
        @Override
        double at(double u, double a, double b) {
            return a + b - LOG.at(1 - u, a, b);
        }

        @Override
        double part(double x, double a, double b) {
            return 1 - LOG.part(a + b - x, a, b);
        }
    };

    abstract double at(double u, double a, double b);

    /// The `u` of which [#at] makes `x`.
    abstract double part(double x, double a, double b);
}
