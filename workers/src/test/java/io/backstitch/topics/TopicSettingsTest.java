package io.backstitch.topics;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What could not be taken would go round in circles. */
class TopicSettingsTest {

    @ParameterizedTest
    @ValueSource(strings = {" ", "shop.orders.dead"})
    void noTopicOfDeadLettersComesIn(String topic) {
        assertThatThrownBy(() -> new TopicSettings(List.of("shop.orders", topic)))
                .hasMessageContaining("topics has \"" + topic + "\"");
    }
}
