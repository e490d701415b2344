package jacobian.keras.callbacks.doctor;

import java.util.Optional;

/// One thing that the doctor looks for.
interface Rule {
    Problem problem();

    /// What there is to say of `course` at `moment`.
    Optional<Finding> examine(Course course, Moment moment);
}
