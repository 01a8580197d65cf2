package dev.kinora.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.jobs.JobGraph;
import dev.kinora.jobs.JobState;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobDrawingTest {

    @ParameterizedTest
    @CsvSource({
        "completed, ready, true",
        "running, waiting, false",
        "failed, waiting, false",
        "failed, cancelled, false",
        "failed, ready, true",
        "cancelled, completed, true"
    })
    void a_line_is_met_once_it_holds_nobody_up(JobState parent, JobState child, boolean met) {
        var first = new JobGraph.Node(new UUID(0, 1), "encode", parent, 0, -1);
        var second = new JobGraph.Node(new UUID(0, 2), "tell", child, 0, 0);
        var graph = new JobGraph(List.of(first, second), List.of(new JobGraph.Edge(first.id(), second.id())), false);

        assertThat(JobDrawing.of(graph, second.id()).lines())
                .singleElement()
                .extracting(JobDrawing.Line::met)
                .isEqualTo(met);
    }
}
