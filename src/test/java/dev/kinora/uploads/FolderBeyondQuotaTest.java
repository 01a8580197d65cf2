package dev.kinora.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.media.Clips;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Problem;
import dev.kinora.platform.Viewer;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class FolderBeyondQuotaTest {
    @Test
    void operator_brings_a_film_for_which_its_owner_has_no_quota_and_it_counts() throws Exception {
        try (var kinora = RunningKinora.start("--kinora.jobs.background=false")) {
            var ada = Desk.of(kinora, People.member(kinora, "ada"));
            var imports = kinora.bean(FolderImports.class);
            ada.row(
                    "update users set monthly_quota = 0 where id = ? returning id",
                    ada.person().id());
            var caller = new Caller(new Viewer.User(ada.person().id()), "test", null, null);

            assertThatThrownBy(() -> caller.call(() -> imports.take(Clips.mp4())))
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.code()).isEqualTo("quota-videos"));
            assertThat(ada.usage()).isEqualTo("0 0");
            assertThat(caller.call(() -> imports.takeBeyondQuota(Clips.mp4()))).isTrue();

            assertThat(ada.usage()).isEqualTo("1 " + Files.size(Clips.mp4()));
        }
    }
}
