package dev.kinora.chaptering;

import java.util.List;

final class Titles {
    private final Heard heard;

    Titles(Heard heard) {
        this.heard = heard;
    }

    List<String> of(int from, int to) {
        return List.of("Part " + from + "-" + to + " of " + heard.units());
    }
}
