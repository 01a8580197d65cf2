package dev.kinora;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.modulith.Modulithic;

/** The modules put together as one application; {@code command} starts it. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ComponentScan(excludeFilters = @Filter(type = FilterType.REGEX, pattern = "dev\\.kinora\\.(http|web)\\..*"))
@ConfigurationPropertiesScan
@Modulithic(systemName = "Kinora", sharedModules = "schema")
public class KinoraApplication {

    /** Pages and their HTTP shell; a worker has neither. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ComponentScan({"dev.kinora.http", "dev.kinora.web"})
    static class Serving {}
}
