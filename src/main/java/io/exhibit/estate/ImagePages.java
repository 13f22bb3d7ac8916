package io.exhibit.estate;

import io.exhibit.kernel.Address;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Choice;
import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Text;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The images of the estate, and each with what is in it and where it ran. */
@Controller
class ImagePages {

    private static final int ROOM = 50;
    private static final int COMPONENTS = 100;
    private static final int STAYS = 200;
    private static final int FARTHEST = 1_000_000;

    private static final List<Choice> SHOWS = List.of(
            new Choice("", "every image"),
            new Choice("running", "those that run"),
            new Choice("ended", "operating system past its end of life"),
            new Choice("tag-only", "known by tag only"),
            new Choice("unowned", "of no system"));

    private final ImageList list;
    private final ImageContents contents;
    private final Clock clock;

    ImagePages(ImageList list, ImageContents contents, Clock clock) {
        this.list = list;
        this.contents = contents;
        this.clock = clock;
    }

    /** What is asked, as it came. */
    record Asked(
            @Nullable String q,
            @Nullable String show,
            @Nullable String scope,
            @Nullable String asOf,
            @Nullable String cursor) {

        static String plain(@Nullable String text) {
            return text == null ? "" : Text.clean(text, 300).strip();
        }

        Address address() {
            return Address.of("/images")
                    .with("q", plain(q))
                    .with("show", plain(show))
                    .with("scope", plain(scope))
                    .with("asOf", asOf);
        }

        boolean filters() {
            return !address().text().equals("/images");
        }

        ImageList.Question question(Instant at) {
            String wanted = plain(show);
            if (!Set.of("", "running", "ended", "tag-only", "unowned").contains(wanted)) {
                throw new InvalidRequest("show is one of running, ended, tag-only, unowned.");
            }
            String within =
                    plain(scope).isEmpty() ? "all" : Scope.parse(plain(scope)).text();
            return new ImageList.Question(
                    plain(q),
                    within,
                    new ImageList.Question.Show(
                            wanted.equals("running"),
                            wanted.equals("ended"),
                            wanted.equals("tag-only"),
                            wanted.equals("unowned")),
                    at,
                    plain(cursor).isEmpty() ? null : Cursor.read(plain(cursor)));
        }
    }

    /** An image and its systems. */
    record Line(ImageLine image, List<ImageList.Owner> owners) {}

    @GetMapping("/images")
    String images(Asked asked, Model model, HttpServletRequest request) {
        ImageList.Question question =
                asked.question(AsOf.read(asked.asOf(), clock).at());
        Excerpt<ImageLine> page = Excerpt.of(list.page(question, ROOM + 1), ROOM);
        model.addAttribute("asked", asked);
        model.addAttribute("filtered", asked.filters() || question.after() != null);
        model.addAttribute("shows", SHOWS);
        model.addAttribute("page", page);
        model.addAttribute("lines", lines(page.rows()));
        model.addAttribute(
                "first", question.after() == null ? null : asked.address().text());
        model.addAttribute("next", page.more() ? next(asked, page.last()) : null);
        model.addAttribute(
                "host",
                ServletUriComponentsBuilder.fromContextPath(request).build().toUriString());
        return "estate/images";
    }

    @GetMapping("/images/{id}")
    String image(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "0") int skip,
            Model model) {
        ImageLine image = list.find(id, clock.instant()).orElseThrow(() -> new NotFound("image"));
        String search = Asked.plain(q);
        int from = Math.clamp(skip, 0, FARTHEST);
        Excerpt<Component> components = Excerpt.of(contents.components(id, search, from, COMPONENTS + 1), COMPONENTS);
        Address here = Address.of("/images/" + id).with("q", search);
        model.addAttribute("line", lines(List.of(image)).getFirst());
        model.addAttribute("search", search);
        model.addAttribute("components", components);
        model.addAttribute("skipped", from);
        model.addAttribute("first", from == 0 ? null : here.text());
        model.addAttribute(
                "next", components.more() ? here.with("skip", from + COMPONENTS).text() : null);
        model.addAttribute("stays", Excerpt.of(contents.stays(id, STAYS + 1), STAYS));
        return "estate/image";
    }

    private List<Line> lines(List<ImageLine> images) {
        var owners = list.owners(images);
        return images.stream()
                .map(image -> new Line(image, owners.getOrDefault(image.lineage(), List.of())))
                .toList();
    }

    private static String next(Asked asked, ImageLine last) {
        return asked.address()
                .with("cursor", new Cursor(last.seen().firstAt(), last.id()).text())
                .text();
    }
}
