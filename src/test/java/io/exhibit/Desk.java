package io.exhibit;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import io.exhibit.access.Officer;
import io.exhibit.access.People;
import io.exhibit.access.Role;
import io.exhibit.ledger.Actor;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.FlashMap;

/** People of every role at their desks, looking at pages and sending forms as a browser would. */
public final class Desk {

    private static final AtomicLong NUMBER = new AtomicLong(System.nanoTime());

    private final MockMvc mvc;
    private final People people;
    private final UserDetailsService signIns;
    private final Map<Role, Officer> officers = new EnumMap<>(Role.class);

    public Desk(BeanFactory beans) {
        this.mvc = beans.getBean(MockMvc.class);
        this.people = beans.getBean(People.class);
        this.signIns = beans.getBean(UserDetailsService.class);
    }

    /** An answer: its status, its text, and what it leaves for the next page. */
    public record Page(int status, String text, MockHttpServletResponse response, Map<String, ?> left) {

        /** What is told on the next page under that name; empty: nothing. */
        public String flash(String name) {
            Object told = left.get(name);
            return told == null ? "" : told.toString();
        }
    }

    /** Somebody of that role, the same for as long as the desk stands. */
    public Officer officer(Role role) {
        return officers.computeIfAbsent(role, wanted -> {
            String email = wanted.name().toLowerCase(Locale.ROOT) + NUMBER.incrementAndGet() + "@bank.example";
            people.add(email, "Test " + wanted.title(), wanted, "correct horse battery", Actor.SYSTEM);
            return (Officer) signIns.loadUserByUsername(email);
        });
    }

    /** A new session of the same person, with whatever is true of them now. */
    public void signInAgain(Role role) {
        officers.computeIfPresent(role, (same, officer) -> (Officer) signIns.loadUserByUsername(officer.getUsername()));
    }

    /** With a token against forgery at hand, as a signed-in session has one: the frame of each page carries a form. */
    public Page get(Role role, String path) {
        return send(MockMvcRequestBuilders.get(URI.create(path))
                .with(user(officer(role)))
                .with(csrf()));
    }

    /** Sends a form: names and values in turn. */
    public Page post(Role role, String path, String... fields) {
        return send(form(path, fields).with(user(officer(role))).with(csrf()));
    }

    public Page postWithoutToken(Role role, String path, String... fields) {
        return send(form(path, fields).with(user(officer(role))));
    }

    private static MockHttpServletRequestBuilder form(String path, String... fields) {
        MockHttpServletRequestBuilder form = MockMvcRequestBuilders.post(path);
        for (int i = 0; i < fields.length; i += 2) {
            form.param(fields[i], fields[i + 1]);
        }
        return form;
    }

    private Page send(MockHttpServletRequestBuilder request) {
        try {
            MvcResult result = mvc.perform(request).andReturn();
            MockHttpServletResponse response = result.getResponse();
            return new Page(response.getStatus(), text(response), response, left(result));
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Map<String, ?> left(MvcResult result) {
        @Nullable
        FlashMap left = (FlashMap) result.getRequest().getAttribute(DispatcherServlet.OUTPUT_FLASH_MAP_ATTRIBUTE);
        return left == null ? Map.of() : Map.copyOf(left);
    }

    private static String text(MockHttpServletResponse response) throws UnsupportedEncodingException {
        return response.getContentAsString(StandardCharsets.UTF_8);
    }
}
