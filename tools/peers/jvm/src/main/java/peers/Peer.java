package peers;

/// One framework on one workload.
interface Peer {
    /// What the framework says of its version and of how it was set.
    String version();

    /// Trains on one batch.
    void firstStep();

    /// Trains an epoch, batches in another order each time; returns the mean loss.
    double epoch();

    /// Predicts one sample, its result in an array.
    void predictOne();
}
