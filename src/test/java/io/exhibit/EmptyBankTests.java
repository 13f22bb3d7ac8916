package io.exhibit;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.access.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The first day: nothing was sent, nothing was entered, and every page opens. */
@Tag("alone")
@AutoConfigureMockMvc
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class EmptyBankTests {

    private static final List<String> VIEWS = List.of("?asOf=2025-01-01", "?scope=tag:cardholder-data", "?q=nothing");

    private static final List<String> FILES_OF_SOMETHING =
            List.of("/components.csv", "/frameworks/crosswalk.csv", "/progress.csv", "/progress/letter");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private BeanFactory beans;

    @Test
    void everyPageOpensForEverybodyWhoMayOpenIt() {
        Desk desk = new Desk(beans);
        List<String> broken = new ArrayList<>();
        List<String> pages = pages();
        assertThat(pages).contains("/", "/findings", "/submissions", "/progress.csv");
        for (String page : pages) {
            for (Role role : Role.values()) {
                visit(desk, role, page, broken);
            }
            VIEWS.forEach(view -> visit(desk, Role.COMPLIANCE_OFFICER, page + view, broken));
        }
        assertThat(broken).isEmpty();
    }

    private static void visit(Desk desk, Role role, String page, List<String> broken) {
        try {
            int status = desk.get(role, page).status();
            if (!Set.of(200, 302, 303, 403).contains(status) && !(status == 400 && asksForSomething(page))) {
                broken.add(role + " " + page + ": " + status);
            }
        } catch (IllegalStateException failed) {
            broken.add(role + " " + page + ": " + failed.getCause());
        }
    }

    private static boolean asksForSomething(String page) {
        return FILES_OF_SOMETHING.stream().anyMatch(page::startsWith);
    }

    /** All that can be asked for without naming anything. */
    private List<String> pages() {
        return mappings.getHandlerMethods().keySet().stream()
                .filter(EmptyBankTests::isRead)
                .flatMap(mapping -> mapping.getPatternValues().stream())
                .filter(path -> !path.contains("{") && !path.startsWith("/api/") && !path.startsWith("/error"))
                .sorted()
                .distinct()
                .toList();
    }

    private static boolean isRead(RequestMappingInfo mapping) {
        Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
        return methods.contains(RequestMethod.GET);
    }
}
