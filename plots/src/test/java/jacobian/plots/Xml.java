package jacobian.plots;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// SVG as a tree, for tests.
final class Xml {
    private Xml() {}

    static Document parse(Plot plot) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(plot.svg())));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError(e);
        }
    }

    /// The elements called `name`.
    static List<Element> elements(Plot plot, String name) {
        var found = parse(plot).getElementsByTagName(name);
        var elements = new ArrayList<Element>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    /// All texts of the picture.
    static List<String> texts(Plot plot) {
        return elements(plot, "text").stream().map(Element::getTextContent).toList();
    }
}
