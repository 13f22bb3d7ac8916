package io.exhibit;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Gives every application context of a test run the shared {@link TestDatabase}, unless the context names its own; and keeps no figures. */
class TestDatabaseInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        if (!context.getEnvironment().containsProperty("exhibit.figures.quick")) {
            // What a test has just sent must be counted, however slow the machine is at the time.
            TestPropertyValues.of("exhibit.figures.quick=PT1H").applyTo(context);
        }
        if (!context.getEnvironment().containsProperty("spring.datasource.url")
                && !context.getEnvironment().getProperty("exhibit.test.own-database", Boolean.class, false)) {
            TestDatabase.startForContexts();
        }
    }
}
