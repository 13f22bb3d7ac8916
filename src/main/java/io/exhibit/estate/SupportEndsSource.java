package io.exhibit.estate;

import io.exhibit.intake.ReferenceSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Ends of support, where Exhibit fetches them by itself. */
@Configuration(proxyBeanMethods = false)
class SupportEndsSource {

    @Bean
    ReferenceSource endoflife(SupportEnds ends) {
        return new ReferenceSource(SupportEnds.SOURCE, SupportEndsController.LARGEST, ends::load);
    }
}
