package dev.kinora.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.editions.Pace;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static Forecast after(double done, int seconds) {
        return Forecast.of(new Pace(done, Duration.ofSeconds(seconds), 0, 0), 600);
    }

    @Test
    void what_is_left_follows_the_speed_so_far() {
        assertThat(after(150, 60)).isEqualTo(new Forecast(25, Duration.ofSeconds(180)));
        assertThat(after(300, 60)).isEqualTo(new Forecast(50, Duration.ofSeconds(60)));
    }

    @Test
    void what_is_queued_before_its_end_takes_its_time_too() {
        var minute = Duration.ofMinutes(1);

        assertThat(Forecast.of(new Pace(150, minute, 300, 300), 600).left())
                .as("750 seconds are left, and 150 were encoded in a minute")
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(Forecast.of(new Pace(150, minute, 300, 600), 600).left())
                .as("750 seconds are left, and 450 were encoded in a minute")
                .isEqualTo(Duration.ofSeconds(100));
        assertThat(Forecast.of(new Pace(150, minute, 0, 300), 600).left())
                .as("450 seconds are left, and 450 were encoded in a minute")
                .isEqualTo(minute);
    }

    @Test
    void nobody_knows_at_the_very_beginning() {
        assertThat(after(60, 1).left()).as("too short a time").isNull();
        assertThat(after(6, 20).left()).as("too little of it").isNull();
        assertThat(after(0, 20)).isEqualTo(new Forecast(0, null));
    }

    @Test
    void more_than_was_planned_is_not_yet_the_end() {
        assertThat(after(640, 60)).isEqualTo(new Forecast(99, Duration.ZERO));
    }
}
