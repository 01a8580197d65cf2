package dev.kinora.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** More videos than a file of the sitemap takes. */
class SitemapFilesTest {
    private static List<String> titles(Feeds feeds, int file) {
        var titles = new ArrayList<String>();
        feeds.each(file, video -> titles.add(video.title()));
        return titles;
    }

    @Test
    void every_video_is_in_one_file_in_the_order_of_publication_and_no_file_is_empty() {
        Caller.system("test").run(SitemapFilesTest::divide);
    }

    private static void divide() {
        try (var kinora = RunningKinora.start("--kinora.jobs.background=false")) {
            var ada = People.member(kinora, "ada");
            for (int i = 1; i <= 6; i++) {
                Films.published(ada, "Film " + i);
            }
            var db = kinora.bean(Db.class);
            var feeds = new Feeds(db, Clock.systemUTC(), 3);

            assertThat(feeds.files()).isEqualTo(2);
            assertThat(titles(feeds, 1)).containsExactly("Film 1", "Film 2", "Film 3");
            assertThat(titles(feeds, 2)).containsExactly("Film 4", "Film 5", "Film 6");
            assertThat(titles(feeds, 3)).isEmpty();

            Films.published(ada, "Film 7");
            assertThat(titles(feeds, 2)).as("ten minutes long").containsExactly("Film 4", "Film 5", "Film 6");
            assertThat(titles(new Feeds(db, Clock.systemUTC(), 3), 3)).containsExactly("Film 7");
        }
    }
}
