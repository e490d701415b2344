package jacobian.keras.ops;

import jacobian.keras.config.Checks;
import java.util.Locale;

/// What [NN#ctcDecode] can be told.
public final class CtcDecodeOptions {
    private Strategy strategy = Strategy.GREEDY;
    private int beamWidth = 100;
    private int topPaths = 1;
    private boolean mergeRepeated = true;
    private int maskIndex;

    CtcDecodeOptions() {}

    /// How labels are found.
    public enum Strategy {
        /// The likeliest class at each step.
        GREEDY,
        /// The likeliest sequences, each with all its alignments.
        BEAM_SEARCH;

        /// The name in Keras.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Sets how labels are found; greedily unless set.
    public CtcDecodeOptions strategy(Strategy strategy) {
        this.strategy = strategy;
        return this;
    }

    /// Sets how many sequences a beam search follows; 100 unless set.
    public CtcDecodeOptions beamWidth(int beamWidth) {
        this.beamWidth = Checks.positive("beam_width", beamWidth);
        return this;
    }

    /// Sets how many sequences a beam search gives; 1 unless set.
    public CtcDecodeOptions topPaths(int topPaths) {
        this.topPaths = Checks.positive("top_paths", topPaths);
        return this;
    }

    /// Sets whether greedy decoding takes equal neighbours for one label; it does unless set.
    public CtcDecodeOptions mergeRepeated(boolean mergeRepeated) {
        this.mergeRepeated = mergeRepeated;
        return this;
    }

    /// Sets the class that stands for no label; 0 unless set.
    public CtcDecodeOptions maskIndex(int maskIndex) {
        this.maskIndex = maskIndex;
        return this;
    }

    Strategy strategy() {
        return strategy;
    }

    int beamWidth() {
        return beamWidth;
    }

    int topPaths() {
        return topPaths;
    }

    boolean mergeRepeated() {
        return mergeRepeated;
    }

    int maskIndex() {
        return maskIndex;
    }
}
