package routes;

import dev.kinora.jobs.Backoff;
import dev.kinora.jobs.JobHandler;
import dev.kinora.jobs.JobPayload;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Outcome;
import dev.kinora.jobs.Recurring;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Work that does what its payload says, for tests of what people see of the queue. */
@Configuration(proxyBeanMethods = false)
public class PracticeJobs {
    /** @param does done, fail, die, or a number of steps of a quarter of a second */
    public record Practice(String does) implements JobPayload {
        @Override
        public JobType jobType() {
            return JobType.of("practice").backoff(new Backoff(Duration.ofHours(1), Duration.ofHours(2)));
        }
    }

    public record Encode(String rendition) implements JobPayload {
        @Override
        public JobType jobType() {
            return JobType.of("encode_rendition").lane("encode").priority(6).attempts(2);
        }
    }

    public record Sweep() implements JobPayload {
        @Override
        public JobType jobType() {
            return JobType.of("sweep_floor").lane("upkeep");
        }
    }

    @Bean
    JobHandler<Practice> practice() {
        return new JobHandler<>() {
            @Override
            public JobType jobType() {
                return new Practice("").jobType();
            }

            @Override
            public Class<Practice> payload() {
                return Practice.class;
            }

            @Override
            public Outcome run(JobRun<Practice> job) throws Exception {
                job.log("It is to " + job.payload().does() + ".");
                return switch (job.payload().does()) {
                    case "done" -> Outcome.done(Map.of("answer", 42));
                    case "fail" -> throw new IllegalStateException("The harbour was not where the map has it");
                    case "die" -> Outcome.failed("no-harbour", "There is no harbour at all.");
                    default -> steps(job, Integer.parseInt(job.payload().does()));
                };
            }
        };
    }

    private static Outcome steps(JobRun<Practice> job, int steps) throws InterruptedException {
        for (int step = 0; step < steps; step++) {
            job.progress(100 * step / steps, "Rowing to buoy " + (step + 1));
            Thread.sleep(250);
        }
        return Outcome.done();
    }

    @Bean
    JobHandler<Encode> encode() {
        return new JobHandler<>() {
            @Override
            public JobType jobType() {
                return new Encode("").jobType();
            }

            @Override
            public Class<Encode> payload() {
                return Encode.class;
            }

            @Override
            public Outcome run(JobRun<Encode> job) {
                return Outcome.done();
            }
        };
    }

    @Bean
    JobHandler<Sweep> sweep() {
        return new JobHandler<>() {
            @Override
            public JobType jobType() {
                return new Sweep().jobType();
            }

            @Override
            public Class<Sweep> payload() {
                return Sweep.class;
            }

            @Override
            public Outcome run(JobRun<Sweep> job) {
                return Outcome.done();
            }
        };
    }

    @Bean
    Recurring nightly() {
        return Recurring.of("sweep-nightly", "30 3 * * *", new Sweep());
    }
}
