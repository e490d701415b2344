package jacobian.keras.callbacks.doctor;

/// When the doctor thinks about what it has seen.
enum Moment {
    /// A step has given a number that is none.
    BROKEN,
    /// A window of steps is full.
    WINDOW,
    EPOCH,
    /// The run has ended, one way or another.
    END
}
