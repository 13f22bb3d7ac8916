package io.exhibit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.attoparser.AbstractMarkupHandler;
import org.attoparser.MarkupParser;
import org.attoparser.ParseException;
import org.attoparser.config.ParseConfiguration;
import org.attoparser.config.ParseConfiguration.ElementBalancing;

/** A template as the parser under Thymeleaf reads it, but strict. */
final class TemplateMarkup extends AbstractMarkupHandler {

    /** An element with what it says of itself and the text right inside it. */
    record Element(String name, Map<String, String> attributes, StringBuilder content) {

        String attribute(String key) {
            return attributes.getOrDefault(key, "");
        }

        String text() {
            return content.toString();
        }
    }

    private final List<Element> elements = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();

    static TemplateMarkup read(Path template) {
        TemplateMarkup markup = new TemplateMarkup();
        ParseConfiguration strict = ParseConfiguration.htmlConfiguration();
        strict.setElementBalancing(ElementBalancing.REQUIRE_BALANCED);
        strict.setUniqueAttributesInElementRequired(true);
        strict.setXmlWellFormedAttributeValuesRequired(false);
        try {
            new MarkupParser(strict).parse(Files.readString(template), markup);
        } catch (ParseException e) {
            markup.mistakes.add(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return markup;
    }

    List<Element> elements() {
        return elements;
    }

    List<String> mistakes() {
        return mistakes;
    }

    @Override
    public void handleOpenElementStart(char[] buffer, int offset, int length, int line, int col) {
        open(new String(buffer, offset, length));
    }

    @Override
    public void handleStandaloneElementStart(
            char[] buffer, int offset, int length, boolean minimized, int line, int col) {
        open(new String(buffer, offset, length));
    }

    private void open(String name) {
        elements.add(new Element(name.toLowerCase(Locale.ROOT), new LinkedHashMap<>(), new StringBuilder()));
    }

    @Override
    public void handleAttribute(
            char[] buffer,
            int nameOffset,
            int nameLength,
            int nameLine,
            int nameColumn,
            int operatorOffset,
            int operatorLength,
            int operatorLine,
            int operatorColumn,
            int contentOffset,
            int contentLength,
            int outerOffset,
            int outerLength,
            int valueLine,
            int valueColumn) {
        elements.getLast()
                .attributes()
                .put(
                        new String(buffer, nameOffset, nameLength).toLowerCase(Locale.ROOT),
                        new String(buffer, contentOffset, contentLength));
    }

    @Override
    public void handleText(char[] buffer, int offset, int length, int line, int col) {
        if (!elements.isEmpty()) {
            elements.getLast().content().append(buffer, offset, length);
        }
    }
}
