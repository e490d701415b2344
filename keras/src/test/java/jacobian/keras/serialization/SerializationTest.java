package jacobian.keras.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.keras.activations.Activations;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Layer;
import jacobian.keras.regularizers.L2;
import jacobian.keras.saving.Json;
import jacobian.keras.saving.Limits;
import jacobian.keras.saving.RefusedFileException;
import org.junit.jupiter.api.Test;

class SerializationTest {
    @Test
    void a_layer_comes_back_from_its_text() {
        var dense = new Dense(3)
                .activation(Activations.RELU)
                .kernelRegularizer(new L2(0.25))
                .name("hidden");
        var text = Json.write(Serialization.serialize(dense));
        var read = Serialization.deserialize(Layer.class, Json.read(text, Limits.standard()), Customs.none());
        assertThat(dense.sameConfig(read)).isTrue();
        assertThat(read).hasToString(dense.toString());
    }

    @Test
    void an_unknown_option_is_named_with_those_close_to_it() {
        var text = """
                {"module": "keras.layers", "class_name": "Dense",
                "config": {"units": 3, "use_bia": true}}""";
        var tree = Json.read(text, Limits.standard());
        assertThatThrownBy(() -> Serialization.deserialize(Layer.class, tree, Customs.none()))
                .isInstanceOf(RefusedFileException.class)
                .hasMessageContaining("Dense has no option use_bia, which the file sets to true")
                .hasMessageContaining("\"use_bias\"");
    }
}
