package dev.kinora.uploads;

import dev.kinora.http.RawBodies;
import dev.kinora.identity.Quotas;
import dev.kinora.jobs.JobControls;
import dev.kinora.jobs.Jobs;
import dev.kinora.jobs.Recurring;
import dev.kinora.library.AfterArrival;
import dev.kinora.library.AfterBin;
import dev.kinora.library.Arrivals;
import dev.kinora.library.Remakes;
import dev.kinora.library.Videos;
import dev.kinora.media.Probe;
import dev.kinora.outbound.Outbound;
import dev.kinora.platform.Db;
import dev.kinora.storage.MediaStores;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.multipart.MultipartResolver;
import org.springframework.web.multipart.support.StandardServletMultipartResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class UploadsConfiguration {
    private static final Pattern FILMS = Pattern.compile("/api/v1/(?:uploads/[^/]+|videos/[^/]+/file)");

    @Bean
    Uploads uploads(
            Db db,
            JsonMapper json,
            MediaStores stores,
            Quotas quotas,
            Arrivals arrivals,
            Remakes remakes,
            Jobs jobs,
            UploadsProperties properties,
            Clock clock) {
        return new Uploads(
                db,
                new UploadStore(db, json),
                new ProgressStore(db, json),
                stores,
                quotas,
                arrivals,
                remakes,
                jobs,
                properties,
                clock);
    }

    @Bean
    Receiving receiving(Uploads uploads, Db db, JsonMapper json, MediaStores stores) {
        return new Receiving(uploads, new ProgressStore(db, json), stores);
    }

    @Bean
    Inspection inspection(
            Db db,
            Uploads uploads,
            MediaStores stores,
            Probe probe,
            Arrivals arrivals,
            Remakes remakes,
            Quotas quotas) {
        return new Inspection(db, new ArrivalQueueStore(db), uploads, stores, probe, arrivals, remakes, quotas);
    }

    @Bean
    WholeFiles wholeFiles(
            Uploads uploads,
            Receiving receiving,
            Inspection inspection,
            Arrivals arrivals,
            Remakes remakes,
            Videos videos) {
        return new WholeFiles(uploads, receiving, inspection, arrivals, remakes, videos);
    }

    @Bean
    FolderImports folderImports(WholeFiles files, Videos videos, Arrivals arrivals) {
        return new FolderImports(files, videos, arrivals);
    }

    @Bean
    Imports imports(
            Db db,
            Uploads uploads,
            Arrivals arrivals,
            Remakes remakes,
            Videos videos,
            Jobs jobs,
            JobControls controls,
            Outbound outbound) {
        return new Imports(db, uploads, arrivals, remakes, videos, jobs, controls, outbound);
    }

    @Bean
    Downloading downloading(
            Db db,
            Uploads uploads,
            Receiving receiving,
            Arrivals arrivals,
            Remakes remakes,
            Outbound outbound,
            UploadsProperties properties) {
        return new Downloading(
                uploads, receiving, new Delays(db, arrivals, remakes), outbound, properties.stallAfter());
    }

    @Bean
    AfterArrival replacingGivenUp(ObjectProvider<Uploads> uploads) {
        return new AfterArrival() {
            @Override
            public void arrived(UUID video) {
                // What follows is the processing's affair.
            }

            @Override
            public void givenUp(UUID video) {
                uploads.getObject().discardReplacing(video);
            }
        };
    }

    @Bean
    AfterBin uploadsCancelledByTheBin(ObjectProvider<Uploads> uploads) {
        return videos -> uploads.getObject().discardUnfinished(videos);
    }

    @Bean
    Arriving arriving(Inspection inspection) {
        return new Arriving(inspection);
    }

    @Bean
    Repetitions repetitions(Db db, Arrivals arrivals, Jobs jobs) {
        return new Repetitions(db, new ArrivalQueueStore(db), arrivals, jobs);
    }

    @Bean
    Expiring expiring(Db db, Uploads uploads, Receiving receiving, Clock clock) {
        return new Expiring(db, new ArrivalQueueStore(db), uploads, receiving, clock);
    }

    @Bean
    Recurring expiringUploads() {
        return Recurring.of("expire-uploads", "*/10 * * * *", new Expiring.Expire());
    }

    /** Forms with a picture are taken apart by Spring, in memory or on disk; a film goes to its store as it comes. */
    @Bean
    MultipartResolver multipartResolver() {
        return new StandardServletMultipartResolver() {
            @Override
            public boolean isMultipart(HttpServletRequest request) {
                var path = request.getServletPath();
                return super.isMultipart(request) && !path.startsWith(TusFilter.PATH) && !path.equals(WholeFiles.PAGE);
            }
        };
    }

    @Bean
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    FilterRegistrationBean<RawBodies> filmsAsTheyCome() {
        return RawBodies.of(
                "films",
                request -> request.getMethod().equals("PUT")
                        && FILMS.matcher(request.getRequestURI()).matches());
    }

    /** Around the recognition: who asks for the protocol's version need not be known. */
    @Bean
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    FilterRegistrationBean<TusFilter> tusFilter(
            UploadsProperties properties,
            @Qualifier("handlerExceptionResolver") ObjectProvider<HandlerExceptionResolver> problems) {
        var registration =
                new FilterRegistrationBean<>(new TusFilter(properties.largest().toBytes(), problems::getObject));
        registration.addUrlPatterns(TusFilter.PATH, TusFilter.PATH + "/*");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 50);
        return registration;
    }
}
