package io.exhibit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.exhibit.estate.Scope;
import io.exhibit.findings.ControlJudgements;
import io.exhibit.intake.Rereading;
import io.exhibit.kernel.Choice;
import io.exhibit.kernel.DerivedTables;
import io.exhibit.ledger.Originals;
import io.exhibit.rebuild.Rebuild;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;

/** The readers on a database of their own, fed from the one in use: nothing listens, nothing runs by itself. */
@AutoConfigurationPackage
@ComponentScan(
        basePackages = {
            "io.exhibit.ledger",
            "io.exhibit.intake",
            "io.exhibit.documents",
            "io.exhibit.examinations",
            "io.exhibit.estate",
            "io.exhibit.scans",
            "io.exhibit.findings",
            "io.exhibit.hardening",
            "io.exhibit.alerts",
            "io.exhibit.controls"
        },
        excludeFilters = {
            @Filter(Controller.class),
            @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = SmartLifecycle.class)
        })
@ConfigurationPropertiesScan
@Import(Clocks.class)
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataJpaRepositoriesAutoConfiguration.class,
    FlywayAutoConfiguration.class,
    HibernateJpaAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    TransactionAutoConfiguration.class
})
class RebuildRole {

    /** The database in use, as something that Spring does not take for the application's own. */
    record InUse(HikariDataSource source) implements AutoCloseable {

        @Override
        public void close() {
            source.close();
        }
    }

    @Bean
    @Primary
    Originals originalsInUse(InUse inUse, Clock clock) {
        return Originals.in(JdbcClient.create(inUse.source()), clock);
    }

    @Bean
    Rebuild rebuild(Rereading rereading, List<DerivedTables> modules, DataSource beside, InUse inUse, Clock clock) {
        return new Rebuild(rereading, modules, beside, inUse.source(), clock);
    }

    /** Nobody judges controls here, and nobody asks: what lapsed by that stands in the ledger. */
    @Bean
    ControlJudgements noJudgements() {
        return new ControlJudgements() {

            @Override
            public List<Choice> controls() {
                return List.of();
            }

            @Override
            public List<Scope> scopes() {
                return List.of();
            }

            @Override
            public Optional<Failure> failure(String control, Scope scope) {
                return Optional.empty();
            }
        };
    }

    /** Starts it on an empty database beside the one in use. */
    static ConfigurableApplicationContext start(PGSimpleDataSource beside, PGSimpleDataSource inUse) {
        HikariDataSource pool = pool(inUse);
        SpringApplication application = new SpringApplication(RebuildRole.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setDefaultProperties(Map.of("logging.level.root", "WARN"));
        application.addInitializers(context -> {
            ((GenericApplicationContext) context).registerBean(InUse.class, () -> new InUse(pool));
        });
        return application.run(
                "--spring.datasource.url=" + beside.getUrl(),
                "--spring.datasource.username=" + beside.getUser(),
                "--spring.datasource.password=" + beside.getPassword());
    }

    private static HikariDataSource pool(PGSimpleDataSource inUse) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(inUse);
        config.setMaximumPoolSize(4);
        config.setPoolName("in-use");
        return new HikariDataSource(config);
    }
}
