package dev.kinora.jobs;

import dev.kinora.database.DatabaseAccess;
import dev.kinora.live.LiveEvents;
import dev.kinora.platform.Db;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class JobsConfiguration {
    @Bean
    Schedules schedules(Db db, ObjectProvider<JsonMapper> json, List<Recurring> recurring, Clock clock) {
        var all = new ArrayList<>(recurring);
        all.addAll(Upkeep.schedule());
        return new Schedules(new ScheduleStore(db, json.getIfAvailable(JsonMapper::new)), all, clock);
    }

    @Bean
    Upkeep upkeep(Db db, Clock clock) {
        return new Upkeep(db, clock);
    }

    @Bean
    Worker jobsWorker(
            DatabaseAccess access,
            Db db,
            JobsProperties properties,
            ObjectProvider<JobHandler<?>> handlers,
            LiveEvents live,
            Schedules schedules,
            ObjectProvider<MeterRegistry> meters,
            ObjectProvider<JsonMapper> json,
            Clock clock) {
        return new Worker(
                access.worker(),
                db,
                properties,
                new Handlers(() -> handlers.orderedStream().toList()),
                live,
                schedules,
                new JobMeters(meters.getIfAvailable(SimpleMeterRegistry::new)),
                json.getIfAvailable(JsonMapper::new),
                clock);
    }

    @Bean
    JobsHealth queueHealthIndicator(Worker worker) {
        return new JobsHealth(worker);
    }

    @Bean
    Jobs jobs(Db db, ObjectProvider<JsonMapper> json, Worker worker, LiveEvents live, Clock clock) {
        return new Jobs(
                db,
                new EnqueueStore(db, json.getIfAvailable(JsonMapper::new)),
                worker,
                new Waking(worker, live),
                clock);
    }

    @Bean
    JobRecords jobRecords(Db db, Clock clock) {
        return new JobRecords(db, clock);
    }

    @Bean
    JobFigures jobFigures(Db db, JobsProperties properties, Clock clock) {
        return new JobFigures(db, properties.lease(), clock);
    }

    @Bean
    JobControls jobControls(Db db, JobRecords records, Worker worker, LiveEvents live, Clock clock) {
        return new JobControls(db, records, worker, new Waking(worker, live), live, clock);
    }

    @Bean
    JobStreams jobStreams(JobRecords records, LiveEvents live, ObjectProvider<JsonMapper> json) {
        return new JobStreams(records, live, json.getIfAvailable(JsonMapper::new));
    }
}
