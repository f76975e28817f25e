// How far the words of a page stand out from their ground, as WCAG 2 reckons it.

/** The words whose contrast is least, each kind once. */
export function contrasts(page) {
  return page.evaluate(() => {
    const parse = (color) => {
      const [r, g, b, a = 1] = color.match(/[\d.]+/g).map(Number);
      return { r, g, b, a };
    };
    const luminance = ({ r, g, b }) => {
      const [x, y, z] = [r, g, b].map((c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const ground = (at) => {
      for (let node = at; node; node = node.parentElement) {
        const color = parse(getComputedStyle(node).backgroundColor);
        if (color.a > 0.99) return color;
      }
      return { r: 255, g: 255, b: 255 };
    };
    const found = new Map();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.parentElement;
      const words = walker.currentNode.textContent.trim();
      if (!words || at.closest("script, option, noscript, dialog:not([open]), [disabled], #print") || !at.checkVisibility()) continue;
      const [a, b] = [parse(getComputedStyle(at).color), ground(at)].map(luminance).sort((x, y) => y - x);
      const kind = `${at.tagName.toLowerCase()}.${at.className}`;
      const ratio = Math.round(((a + 0.05) / (b + 0.05)) * 100) / 100;
      if (!found.has(kind) || found.get(kind).ratio > ratio) found.set(kind, { kind, words: words.slice(0, 30), ratio });
    }
    return [...found.values()];
  });
}
