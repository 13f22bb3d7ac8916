package io.exhibit.controls;

import io.exhibit.access.CsvFile;
import io.exhibit.kernel.Choice;
import io.exhibit.kernel.Csv;
import io.exhibit.kernel.NotFound;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Checks against frameworks, as a page and as a file. */
@Controller
class CrosswalkPages {

    private static final List<String> HEAD =
            List.of("check", "name", "framework", "version", "control", "title", "rationale");

    private final Catalogue catalogue;

    CrosswalkPages(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @GetMapping("/frameworks/crosswalk")
    String page(@RequestParam(defaultValue = "") String control, Model model) {
        Crosswalk crosswalk = Crosswalk.of(catalogue.frameworks());
        List<Choice> choices = new ArrayList<>(List.of(new Choice("", "none")));
        crosswalk.controls().forEach(one -> choices.add(new Choice(address(one), one.id() + " " + one.title())));
        model.addAttribute("crosswalk", crosswalk);
        model.addAttribute("choices", choices);
        model.addAttribute("control", control);
        if (!control.isEmpty()) {
            Control asked = crosswalk.controls().stream()
                    .filter(one -> address(one).equals(control))
                    .findFirst()
                    .orElseThrow(() -> new NotFound("control"));
            model.addAttribute("asked", asked);
            model.addAttribute("shared", crosswalk.sharedWith(asked));
        }
        return "controls/crosswalk";
    }

    /** One line for each control that a check judges. */
    @GetMapping("/frameworks/crosswalk.csv")
    void csv(HttpServletResponse response) throws IOException {
        Csv csv = CsvFile.begin(response, "exhibit-crosswalk", HEAD);
        for (Crosswalk.Row row : Crosswalk.of(catalogue.frameworks()).rows()) {
            for (Crosswalk.Cell cell : row.cells()) {
                for (Control control : cell.controls()) {
                    csv.line(Arrays.asList(
                            row.check().id(),
                            row.check().name(),
                            cell.framework().id(),
                            cell.framework().version(),
                            control.id().code(),
                            control.title(),
                            Crosswalk.rationale(control, row.check())));
                }
            }
        }
        csv.flush();
    }

    private static String address(Control control) {
        return control.id().framework() + "/" + control.id().code();
    }
}
