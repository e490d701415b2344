package jacobian.engine.cpu;

import java.lang.foreign.ValueLayout;

/// The element types a matrix product is tested on, each with the definition of a sum of products in it.
enum MatmulElement {
    FLOAT32(Float.BYTES) {
        @Override
        Number read(long address) {
            return Memory.ALL.get(ValueLayout.JAVA_FLOAT_UNALIGNED, address);
        }

        @Override
        void write(long address, int value) {
            Memory.ALL.set(ValueLayout.JAVA_FLOAT_UNALIGNED, address, value / 64f);
        }

        @Override
        Number multiplyAdd(Number x, Number y, Number sum) {
            return Math.fma(x.floatValue(), y.floatValue(), sum.floatValue());
        }

        @Override
        Number add(Number x, Number y) {
            return x.floatValue() + y.floatValue();
        }
    },
    FLOAT64(Double.BYTES) {
        @Override
        Number read(long address) {
            return Memory.ALL.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, address);
        }

        @Override
        void write(long address, int value) {
            Memory.ALL.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, address, value / 47.0);
        }

        @Override
        Number multiplyAdd(Number x, Number y, Number sum) {
            return Math.fma(x.doubleValue(), y.doubleValue(), sum.doubleValue());
        }

        @Override
        Number add(Number x, Number y) {
            return x.doubleValue() + y.doubleValue();
        }
    },
    INT32(Integer.BYTES) {
        @Override
        Number read(long address) {
            return Memory.ALL.get(ValueLayout.JAVA_INT_UNALIGNED, address);
        }

        @Override
        void write(long address, int value) {
            Memory.ALL.set(ValueLayout.JAVA_INT_UNALIGNED, address, value * 77_777);
        }

        @Override
        Number multiplyAdd(Number x, Number y, Number sum) {
            return x.intValue() * y.intValue() + sum.intValue();
        }

        @Override
        Number add(Number x, Number y) {
            return x.intValue() + y.intValue();
        }
    },
    INT64(Long.BYTES) {
        @Override
        Number read(long address) {
            return Memory.ALL.get(ValueLayout.JAVA_LONG_UNALIGNED, address);
        }

        @Override
        void write(long address, int value) {
            Memory.ALL.set(ValueLayout.JAVA_LONG_UNALIGNED, address, value * 7_777_777_777L);
        }

        @Override
        Number multiplyAdd(Number x, Number y, Number sum) {
            return x.longValue() * y.longValue() + sum.longValue();
        }

        @Override
        Number add(Number x, Number y) {
            return x.longValue() + y.longValue();
        }
    };

    final int bytes;

    MatmulElement(int bytes) {
        this.bytes = bytes;
    }

    abstract Number read(long address);

    /// Writes a value made from the whole number `value`; of the floats most do not have short binary expansions.
    abstract void write(long address, int value);

    abstract Number multiplyAdd(Number x, Number y, Number sum);

    abstract Number add(Number x, Number y);
}
