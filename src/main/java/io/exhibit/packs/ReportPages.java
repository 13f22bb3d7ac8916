package io.exhibit.packs;

import io.exhibit.packs.pdf.PdfDocument;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Sets the written part of a report as XHTML, with the pictures put in where their numbers stand. */
@Component
class ReportPages {

    private final SpringTemplateEngine engine = new SpringTemplateEngine();

    ReportPages() {
        var resolver = new ClassLoaderTemplateResolver(PdfDocument.class.getClassLoader());
        resolver.setPrefix("templates/packs/");
        resolver.setSuffix(".xhtml");
        resolver.setTemplateMode(TemplateMode.XML);
        resolver.setCharacterEncoding("UTF-8");
        engine.setTemplateResolver(resolver);
    }

    String set(ReportText text, List<String> pictures) {
        String page = engine.process("report", new Context(Locale.ENGLISH, Map.of("r", text)));
        for (int i = 0; i < pictures.size(); i++) {
            String place = "id=\"picture-" + i + "\">";
            page = page.replace(place, place + pictures.get(i));
        }
        return page;
    }
}
