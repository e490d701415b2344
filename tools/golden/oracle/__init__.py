"""The parts of the oracle: real Keras, asked for numbers that the Java tests compare with."""
