package dev.kinora.outlining;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PorterTest {
    @ParameterizedTest
    @CsvSource({
        "caresses,caress",
        "ponies,poni",
        "cats,cat",
        "agreed,agre",
        "plastered,plaster",
        "motoring,motor",
        "sing,sing",
        "conflated,conflat",
        "hopping,hop",
        "falling,fall",
        "filing,file",
        "happy,happi",
        "relational,relat",
        "conditional,condit",
        "vietnamization,vietnam",
        "triplicate,triplic",
        "hopeful,hope",
        "revival,reviv",
        "adoption,adopt",
        "controlling,control",
        "rate,rate",
        "an,an"
    })
    void words_are_cut_as_porter_says(String word, String stem) {
        assertThat(Porter.stem(word)).isEqualTo(stem);
    }
}
