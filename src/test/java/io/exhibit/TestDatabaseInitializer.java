package io.exhibit;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Gives every application context of a test run the shared {@link TestDatabase}, unless the context names its own. */
class TestDatabaseInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        if (!context.getEnvironment().containsProperty("spring.datasource.url")
                && !context.getEnvironment().getProperty("exhibit.test.own-database", Boolean.class, false)) {
            TestDatabase.startForContexts();
        }
    }
}
