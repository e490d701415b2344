/// Learning rates that change with the number of steps taken, computed inside the training program from its step
/// counter.
/// No schedule keeps a state or knows an optimizer.
/// Start reading at `LearningRateSchedule`, then `ExponentialDecay`.
package jacobian.keras.optimizers.schedules;
