"""Long short-term memories whose products are convolutions over three spatial axes."""

from oracle.layers_conv_lstm import convolutional
from oracle.layers_recurrent_more import recorded


def record():
    return recorded(lambda: convolutional(3))
