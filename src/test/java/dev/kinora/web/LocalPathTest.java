package dev.kinora.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPathTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/design", "/watch?v=1&t=2", "/a//b"})
    void path_of_this_site_is_kept(String path) {
        assertThat(LocalPath.orHome(path).value()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "design",
                "//mal.example",
                "/\\mal.example",
                "/\t/mal.example",
                "https://mal.example",
                "/a\r\nb",
                "/a b",
                "/x?a=|"
            })
    void any_other_place_becomes_home(String path) {
        assertThat(LocalPath.orHome(path).value()).isEqualTo("/");
    }
}
