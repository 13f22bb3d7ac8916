package io.exhibit;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts Exhibit. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class ExhibitApplication {

    public static void main(String[] args) {
        SpringApplication.run(ExhibitApplication.class, args);
    }
}
