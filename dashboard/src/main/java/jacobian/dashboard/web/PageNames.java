package jacobian.dashboard.web;

import java.util.List;

/// The files of the page that are served; no other is.
final class PageNames {
    static final List<String> ALL = List.of(
            "index.html",
            "icon.svg",
            "base.css",
            "parts.css",
            "main.js",
            "dom.js",
            "data.js",
            "state.js",
            "look.js",
            "words.js",
            "sidebar.js",
            "header.js",
            "lines.js",
            "linechart.js",
            "charts.js",
            "layers.js",
            "ridge.js",
            "model.js",
            "pictures.js",
            "notes.js",
            "trials.js",
            "markdown.js");

    private PageNames() {}
}
