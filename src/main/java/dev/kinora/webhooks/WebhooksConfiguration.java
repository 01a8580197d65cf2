package dev.kinora.webhooks;

import dev.kinora.jobs.JobControls;
import dev.kinora.jobs.Jobs;
import dev.kinora.jobs.Recurring;
import dev.kinora.outbound.Outbound;
import dev.kinora.platform.Db;
import dev.kinora.platform.Secrets;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class WebhooksConfiguration {
    @Bean
    Webhooks webhooks(
            Db db,
            Jobs jobs,
            JobControls controls,
            Outbound outbound,
            Secrets secrets,
            ObjectProvider<JsonMapper> json,
            Clock clock) {
        return new Webhooks(db, jobs, controls, outbound, secrets, json.getIfAvailable(JsonMapper::new), clock);
    }

    @Bean
    Deliverer webhookDeliverer(
            Db db, Outbound outbound, Secrets secrets, ObjectProvider<JsonMapper> json, Clock clock) {
        var postman = new Postman(outbound, secrets, json.getIfAvailable(JsonMapper::new), clock);
        return new Deliverer(new DeliveryStore(db), new WebhookStore(db), postman, clock);
    }

    @Bean
    AbandonedDeliveries abandonedDeliveries(Db db, Clock clock) {
        return new AbandonedDeliveries(new DeliveryStore(db), clock);
    }

    @Bean
    Recurring givingUpOfDeliveries() {
        return AbandonedDeliveries.daily();
    }
}
