package io.exhibit.packs.pdf;

import java.util.Objects;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;

/** The structure tree that the narrative's renderer left in the document, as something to append to. */
final class StructureTree {

    private final COSDictionary root;
    private final COSDictionary document;
    private final COSArray numbers;
    private int next;

    StructureTree(PDDocument pdf) {
        this.root = Objects.requireNonNull(pdf.getDocumentCatalog().getStructureTreeRoot(), "no structure tree")
                .getCOSObject();
        COSBase kid = root.getDictionaryObject(COSName.K);
        this.document =
                (COSDictionary) (kid instanceof COSArray kids ? kids.getObject(0) : Objects.requireNonNull(kid));
        COSDictionary parents = Objects.requireNonNull(root.getCOSDictionary(COSName.PARENT_TREE));
        this.numbers = Objects.requireNonNull(parents.getCOSArray(COSName.NUMS));
        this.next = root.getInt(COSName.PARENT_TREE_NEXT_KEY, numbers.size() / 2);
    }

    void append(COSDictionary section) {
        section.setItem(COSName.P, document);
        kids().add(section);
    }

    /** Files one page's parent array; returns its key, for the page to name. */
    int append(COSArray parents) {
        numbers.add(COSInteger.get(next));
        numbers.add(parents);
        root.setInt(COSName.PARENT_TREE_NEXT_KEY, next + 1);
        return next++;
    }

    private COSArray kids() {
        COSBase kids = document.getDictionaryObject(COSName.K);
        if (kids instanceof COSArray array) {
            return array;
        }
        COSArray array = new COSArray();
        if (kids != null) {
            array.add(kids);
        }
        document.setItem(COSName.K, array);
        return array;
    }
}
