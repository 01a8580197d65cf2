package dev.kinora.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.media.Clips;
import dev.kinora.media.GatedPrograms;
import dev.kinora.testing.Await;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many files whose senders all want to hear at once whether they are films. */
class ManyWholeFilesTest {
    @TempDir
    private Path folder;

    @Test
    void only_as_many_are_looked_into_at_a_time_as_the_machine_bears() throws Exception {
        var programs = GatedPrograms.in(folder);
        var most = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        var film = Desk.bytes(Clips.mp4());
        try (var kinora = RunningKinora.start("--kinora.jobs.background=false", "--kinora.media.ffmpeg=" + folder)) {
            var ada = Desk.of(kinora, People.member(kinora, "ada"));
            var answers = new ArrayList<Future<HttpResponse<String>>>();
            try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var each = 0; each < most + 3; each++) {
                    var path = Desk.UPLOADS + "/" + each + ".mp4";
                    answers.add(senders.submit(() -> ada.send("PUT", path, film)));
                }
                Await.until(() -> ada.row("select count(*) from uploads where completed_at is not null")
                                .equals(Integer.toString(most + 3))
                        && programs.came() >= most);
                programs.open();
            }

            for (var answer : answers) {
                assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(201);
                assertThat(ada.json(answer.get()).get("status").asString()).isEqualTo("queued");
            }
            assertThat(programs.came()).isEqualTo(most + 3);
            assertThat(programs.most()).isEqualTo(most);
        }
    }
}
