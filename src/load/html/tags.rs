//! What elements mean for the text, and which are page furniture.

/// What an element does to the text around and inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// Does not break the text.
    Inline,
    /// `<a>`.
    Anchor,
    /// `<sup>`.
    Raised,
    /// `<q>`, which prints quotation marks.
    Quotation,
    /// `<code>`, no prose inside `<pre>`.
    Code,
    /// `<time>`.
    Time,
    /// Breaks the text and is closed by its end tag only.
    Block,
    /// `<p>`, closed by any other block.
    Paragraph,
    /// `<h1>` to `<h6>`.
    Heading(u8),
    /// `<main>`.
    Main,
    /// `<article>`.
    Article,
    /// `<header>`.
    Header,
    /// `<form>`.
    Form,
    /// `<blockquote>`.
    Quote,
    /// `<pre>`.
    Preformatted,
    /// `<ul>` and `<ol>`.
    List {
        /// Whether its items bear numbers.
        ordered: bool,
    },
    /// `<li>`.
    Item,
    /// `<dt>` and `<dd>`.
    Definition,
    /// `<table>`.
    Table,
    /// `<thead>`, `<tbody>`, `<tfoot>`.
    RowGroup {
        /// Whether it holds the rows of column headings.
        head: bool,
    },
    /// `<tr>`.
    Row,
    /// `<td>` and `<th>`.
    Cell {
        /// Whether it is a heading.
        header: bool,
    },
    /// `<html>`, `<head>`, `<body>`: never left out by their class.
    Page,
    /// `<title>`.
    Title,
    /// `<script>`.
    Script,
    /// Never part of an article, with all that is inside.
    Dropped {
        /// Whether it breaks the text around it.
        block: bool,
    },
    /// `<br>`.
    LineBreak,
    /// `<meta>`.
    Meta,
    /// Without content or meaning for the text: `<img>`, `<wbr>`.
    Void,
    /// Without content, breaks the text: `<hr>`.
    VoidBlock,
}

impl Tag {
    pub(super) fn of(name: &[u8]) -> Self {
        match name {
            b"a" => Tag::Anchor,
            b"p" => Tag::Paragraph,
            b"div" | b"section" | b"address" | b"figure" | b"figcaption" | b"details" | b"summary" | b"fieldset"
            | b"center" | b"hgroup" | b"dl" | b"caption" | b"legend" | b"dir" => Tag::Block,
            b"br" => Tag::LineBreak,
            b"li" => Tag::Item,
            b"ul" => Tag::List { ordered: false },
            b"ol" => Tag::List { ordered: true },
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Tag::Heading(name[1] - b'0'),
            b"td" => Tag::Cell { header: false },
            b"th" => Tag::Cell { header: true },
            b"tr" => Tag::Row,
            b"table" => Tag::Table,
            b"thead" => Tag::RowGroup { head: true },
            b"tbody" | b"tfoot" => Tag::RowGroup { head: false },
            b"dt" | b"dd" => Tag::Definition,
            b"main" => Tag::Main,
            b"article" => Tag::Article,
            b"header" => Tag::Header,
            b"form" => Tag::Form,
            b"blockquote" => Tag::Quote,
            b"pre" => Tag::Preformatted,
            b"html" | b"head" | b"body" => Tag::Page,
            b"sup" => Tag::Raised,
            b"q" => Tag::Quotation,
            b"code" | b"samp" | b"kbd" => Tag::Code,
            b"time" => Tag::Time,
            b"title" => Tag::Title,
            b"script" => Tag::Script,
            b"meta" => Tag::Meta,
            b"hr" => Tag::VoidBlock,
            b"img" | b"wbr" | b"input" | b"link" | b"area" | b"base" | b"col" | b"embed" | b"param" | b"source"
            | b"track" => Tag::Void,
            b"nav" | b"footer" | b"aside" | b"dialog" | b"menu" => Tag::Dropped { block: true },
            b"style" | b"noscript" | b"template" | b"button" | b"svg" | b"iframe" | b"select" | b"textarea"
            | b"object" | b"canvas" | b"audio" | b"video" | b"math" | b"noembed" | b"xmp" | b"datalist" | b"map"
            | b"del" | b"s" | b"strike" => Tag::Dropped { block: false },
            _ => Tag::Inline,
        }
    }

    /// Whether text before and after it belongs to different blocks.
    pub(super) fn breaks(self) -> bool {
        !matches!(
            self,
            Tag::Inline
                | Tag::Anchor
                | Tag::Raised
                | Tag::Quotation
                | Tag::Code
                | Tag::Time
                | Tag::Title
                | Tag::Script
                | Tag::Dropped { block: false }
                | Tag::LineBreak
                | Tag::Meta
                | Tag::Void
        )
    }

    /// Whether an end tag inside must not close what is outside of it.
    pub(super) fn fences(self) -> bool {
        matches!(self, Tag::Cell { .. } | Tag::Table | Tag::Page | Tag::Main)
    }

    /// Whether a class or id can make it page furniture.
    pub(super) fn may_be_furniture(self) -> bool {
        !matches!(self, Tag::Page | Tag::Main | Tag::Heading(_) | Tag::Row | Tag::Cell { .. } | Tag::RowGroup { .. })
    }
}

/// Words in a class or id that mark page furniture; pairs of neighbouring words are looked up joined (`most-read`). Sorted.
/// These are conventions of page makers, not words of a language, so they stand here and not in the lexicon.
const FURNITURE: [&str; 66] = [
    "ad",
    "ads",
    "adslot",
    "advert",
    "advertisement",
    "adverts",
    "alsoread",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "comment",
    "commentlist",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "copyright",
    "disqus",
    "dropdown",
    "editsection",
    "footer",
    "gdpr",
    "hatnote",
    "login",
    "masthead",
    "menu",
    "mostpopular",
    "mostread",
    "nav",
    "navbar",
    "navbox",
    "navigation",
    "newsletter",
    "noprint",
    "outbrain",
    "pager",
    "pagination",
    "paywall",
    "popular",
    "popup",
    "printonly",
    "promo",
    "promos",
    "promotion",
    "readmore",
    "recirc",
    "recommended",
    "related",
    "relatedlinks",
    "replies",
    "respond",
    "share",
    "sharing",
    "sidebar",
    "signin",
    "signup",
    "skip",
    "skiplink",
    "social",
    "sponsored",
    "subscribe",
    "subscription",
    "taboola",
    "teaser",
    "toc",
    "trending",
];

/// Whether a class or id names page furniture, by whole words of it (`nav-bar` and `navBar` do, `navy` does not).
pub(super) fn is_furniture(names: &str) -> bool {
    let (mut word, mut last) = (String::new(), String::new());
    let mut lower = false;
    for c in names.chars().chain([' ']) {
        let boundary = !c.is_ascii_alphanumeric() || (lower && c.is_ascii_uppercase());
        if boundary && !word.is_empty() {
            last.push_str(&word);
            if listed(&word) || listed(&last) {
                return true;
            }
            std::mem::swap(&mut last, &mut word);
            word.clear();
        }
        if c.is_whitespace() {
            last.clear();
        }
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
        }
        lower = c.is_ascii_lowercase();
    }
    false
}

fn listed(word: &str) -> bool {
    FURNITURE.binary_search(&word).is_ok()
}

/// Roles of the accessibility standard whose elements are not the article.
pub(super) fn is_furniture_role(role: &str) -> bool {
    matches!(
        role.trim().to_ascii_lowercase().as_str(),
        "navigation"
            | "banner"
            | "complementary"
            | "contentinfo"
            | "search"
            | "dialog"
            | "menu"
            | "menubar"
            | "alertdialog"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(FURNITURE.is_sorted());
    }

    #[test]
    fn furniture_is_told_by_whole_words() {
        for yes in
            ["nav", "main-nav", "topNav x", "most-read", "c-promo--wide", "box_related", "Comments", "a most-read"]
        {
            assert!(is_furniture(yes), "{yes}");
        }
        for no in
            ["", "navy", "promontory", "unrelated-x", "story-body", "most unread", "shareholders", "byline", "address"]
        {
            assert!(!is_furniture(no), "{no}");
        }
    }
}
