package io.exhibit;

import io.exhibit.kernel.NotFound;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** The page behind the type of a problem (RFC 9457): what it means and what to do about it. */
@Controller
class Explanations {

    private static final Properties TEXTS = texts();

    static Set<String> slugs() {
        return TEXTS.stringPropertyNames().stream()
                .map(key -> key.substring(0, key.lastIndexOf('.')))
                .collect(Collectors.toUnmodifiableSet());
    }

    @GetMapping("/problems/{slug}")
    ModelAndView explain(@PathVariable String slug) {
        if (!slugs().contains(slug)) {
            throw new NotFound("problem type");
        }
        return new ModelAndView("problem")
                .addObject("slug", slug)
                .addObject("title", TEXTS.getProperty(slug + ".title"))
                .addObject("meaning", TEXTS.getProperty(slug + ".meaning"))
                .addObject("action", TEXTS.getProperty(slug + ".action"));
    }

    private static Properties texts() {
        Properties texts = new Properties();
        try (InputStream in = Objects.requireNonNull(Explanations.class.getResourceAsStream("/problems.properties"))) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
