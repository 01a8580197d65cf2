package dev.kinora.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.error.ErrorPage;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.web.method.annotation.CsrfTokenArgumentResolver;
import org.springframework.web.filter.RequestContextFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** Tomcat within its limits, and our filters around everything. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class ServerConfiguration {
    private static final int READ_BUFFER = 32 * 1024;
    private static final int MOST_SWALLOWED = 32 << 20;

    @Bean
    ProblemResponses problemResponses(JsonMapper json, ObjectProvider<dev.kinora.http.ErrorPage> page) {
        return new ProblemResponses(json, page.getIfAvailable(PlainErrorPage::new));
    }

    @Bean
    BodyLimit bodyLimit() {
        return new BodyLimit();
    }

    @Bean
    static UnknownFields unknownFields() {
        return new UnknownFields();
    }

    @Bean
    static BoundedNumbers boundedNumbers() {
        return new BoundedNumbers();
    }

    @Bean
    FilterRegistrationBean<ResponseHeaders> responseHeaders(
            ProblemResponses problems, ObjectProvider<MediaOrigins> media) {
        var headers = new ResponseHeaders(problems, media.getIfAvailable(() -> MediaOrigins.NONE));
        var registration = new FilterRegistrationBean<>(headers);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR));
        return registration;
    }

    /** The dispatcher binds the request itself, and nothing outside it asks. */
    @Bean
    FilterRegistrationBean<RequestContextFilter> noSecondBinding() {
        return disabled(new RequestContextFilter());
    }

    private static <F extends Filter> FilterRegistrationBean<F> disabled(F filter) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(false);
        return registration;
    }

    @Bean
    WebMvcRegistrations indexedRoutes() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new IndexedRoutes();
            }
        };
    }

    @Bean
    WebMvcConfigurer ourMvc(ProblemResponses problems) {
        return new WebMvcConfigurer() {
            @Override
            public void configureHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
                resolvers.add(problems);
            }

            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new AccessRules());
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CsrfTokenArgumentResolver());
            }
        };
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcat(HttpProperties properties) {
        return factory -> {
            factory.addErrorPages(new ErrorPage(ContainerErrors.PATH));
            factory.addContextCustomizers(ServerConfiguration::speakUtf8, ServerConfiguration::replaceErrorPages);
            factory.addConnectorCustomizers(connector -> {
                connector.setAllowTrace(false);
                connector.setXpoweredBy(false);
                // Films come in bodies: with the usual 8 kB each of them costs four times the calls of the system.
                connector.setProperty("socket.appReadBufSize", Integer.toString(READ_BUFFER));
                // So that htmx may send forms by PUT, PATCH and DELETE, without a filter that parses them again.
                connector.setParseBodyMethods("POST,PUT,PATCH,DELETE");
                if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                    // A slow body is fine, as long as it moves; one that stands still does not keep its thread.
                    http.setDisableUploadTimeout(true);
                    // A connection that is reset while the client still sends takes the answer with it; so what is
                    // refused is read on
                    // for a while, once the answer is on its way.
                    http.setMaxSwallowSize(MOST_SWALLOWED);
                    http.setMaxTrailerSize(1024);
                    http.setMaxExtensionSize(1024);
                }
            });
            if (!properties.trustedProxies().isEmpty()) {
                factory.addEngineValves(behind(properties.trustedProxies()));
            }
        };
    }

    private static RemoteIpValve behind(List<String> proxies) {
        var valve = new RemoteIpValve();
        valve.setInternalProxies(String.join(",", proxies));
        valve.setRemoteIpHeader("X-Forwarded-For");
        valve.setProtocolHeader("X-Forwarded-Proto");
        valve.setHostHeader("X-Forwarded-Host");
        valve.setPortHeader("X-Forwarded-Port");
        return valve;
    }

    private static void speakUtf8(Context context) {
        context.setRequestCharacterEncoding("UTF-8");
        context.setResponseCharacterEncoding("UTF-8");
    }

    private static void replaceErrorPages(Context context) {
        if (context.getParent() instanceof StandardHost host) {
            host.setErrorReportValveClass(BareErrors.class.getName());
        }
    }
}
