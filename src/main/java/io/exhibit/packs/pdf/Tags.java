package io.exhibit.packs.pdf;

import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPage;

/** The logical structure of our own pages, kept as bare dictionaries: the larger model costs too much per cell. */
final class Tags {

    private static final COSName SCOPE = COSName.getPDFName("Scope");

    private final List<PDPage> pages = new ArrayList<>();
    private final List<COSArray> parents = new ArrayList<>();
    private final List<COSDictionary> sections = new ArrayList<>();
    private final COSDictionary columnScope = scope("Column");
    private final COSDictionary rowScope = scope("Row");

    COSDictionary section(String title) {
        COSDictionary section = new COSDictionary();
        section.setItem(COSName.S, COSName.getPDFName("Sect"));
        section.setString(COSName.T, title);
        sections.add(section);
        return section;
    }

    COSDictionary element(String type, COSDictionary parent) {
        COSDictionary element = new COSDictionary();
        element.setItem(COSName.S, COSName.getPDFName(type));
        element.setItem(COSName.P, parent);
        COSArray kids = parent.getCOSArray(COSName.K);
        if (kids == null) {
            kids = new COSArray();
            kids.setDirect(true);
            parent.setItem(COSName.K, kids);
        }
        kids.add(element);
        return element;
    }

    COSDictionary columnHeader(COSDictionary row) {
        COSDictionary header = element("TH", row);
        header.setItem(COSName.A, columnScope);
        return header;
    }

    COSDictionary rowHeader(COSDictionary row) {
        COSDictionary header = element("TH", row);
        header.setItem(COSName.A, rowScope);
        return header;
    }

    void begin(PDPage page) {
        pages.add(page);
        COSArray onPage = new COSArray();
        parents.add(onPage);
    }

    /** Gives a leaf element its marked content on the current page, and tells the content's number there. */
    int mark(COSDictionary element) {
        COSArray onPage = parents.getLast();
        int number = onPage.size();
        onPage.add(element);
        element.setItem(COSName.PG, pages.getLast().getCOSObject());
        element.setItem(COSName.K, COSInteger.get(number));
        return number;
    }

    /** Puts our sections behind the narrative's, in its structure and parent tree. */
    void join(StructureTree tree) {
        sections.forEach(tree::append);
        for (int i = 0; i < pages.size(); i++) {
            pages.get(i).setStructParents(tree.append(parents.get(i)));
            pages.get(i).getCOSObject().setItem(COSName.getPDFName("Tabs"), COSName.S);
        }
    }

    private static COSDictionary scope(String direction) {
        COSDictionary scope = new COSDictionary();
        scope.setItem(COSName.O, COSName.getPDFName("Table"));
        scope.setItem(SCOPE, COSName.getPDFName(direction));
        return scope;
    }
}
