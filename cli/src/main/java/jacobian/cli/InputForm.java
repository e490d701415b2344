package jacobian.cli;

/// How the numbers of an input are brought to a size that a network learns from, inside the network.
sealed interface InputForm {
    /// They have it.
    record Ready() implements InputForm {}

    /// Images with values from 0 to `largest`.
    record Image(double largest) implements InputForm {}

    /// Numbers of any size: mean 0 and deviation 1 for each feature, as the rows that train have them.
    record Numbers() implements InputForm {}

    /// Numbers of words, 0 to `count - 1`.
    record Tokens(int count) implements InputForm {}
}
