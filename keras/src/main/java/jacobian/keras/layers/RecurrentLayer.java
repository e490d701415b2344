package jacobian.keras.layers;

/// What the recurrent layers with a cell of their own have in common: the options of that cell.
abstract sealed class RecurrentLayer<L extends RecurrentLayer<L>> extends SequenceLayer<L>
        implements RecurrentOptions<L> permits SimpleRNN, LSTM, GRU, ConvLSTMLayer {
    final RecurrentSettings common = new RecurrentSettings(this::setting, this::optional);

    @Override
    abstract RecurrentCell<?> newCell();

    /// `cell` with the options that this layer has in common with it.
    final <C extends RecurrentCell<C>> C share(C cell) {
        cell.activation(value(common.activation))
                .useBias(value(common.useBias))
                .kernelInitializer(value(common.kernelInitializer))
                .recurrentInitializer(value(common.recurrentInitializer))
                .biasInitializer(value(common.biasInitializer))
                .dropout(value(common.dropout))
                .recurrentDropout(value(common.recurrentDropout))
                .dtype(dtypePolicy());
        find(common.kernelRegularizer).ifPresent(cell::kernelRegularizer);
        find(common.recurrentRegularizer).ifPresent(cell::recurrentRegularizer);
        find(common.biasRegularizer).ifPresent(cell::biasRegularizer);
        find(common.kernelConstraint).ifPresent(cell::kernelConstraint);
        find(common.recurrentConstraint).ifPresent(cell::recurrentConstraint);
        find(common.biasConstraint).ifPresent(cell::biasConstraint);
        find(common.seed).ifPresent(cell::seed);
        return cell;
    }
}
